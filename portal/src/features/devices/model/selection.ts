import { STATES, type State } from './state'

/** What of the devices is listed; it lives in the address. */
export interface Selection {
  readonly state: State | ''
  readonly fleet: string
  readonly site: string
  readonly text: string
}

export function selectionOf(parameters: URLSearchParams): Selection {
  const state = parameters.get('state')
  return {
    state: STATES.find((known) => known === state) ?? '',
    fleet: parameters.get('fleet') ?? '',
    site: parameters.get('site') ?? '',
    text: parameters.get('text') ?? '',
  }
}

export function parametersOf(selection: Selection): URLSearchParams {
  return new URLSearchParams(Object.entries(selection).filter(([, value]) => value !== ''))
}

interface DeviceLike {
  id: string
  serial: string
  model: string
  site: string
}

/** State and fleet are the API's to choose; site and text are chosen among what it gave. */
export function matches(device: DeviceLike, selection: Selection): boolean {
  const text = selection.text.trim().toLowerCase()
  return (
    (selection.site === '' || device.site === selection.site) &&
    (text === '' || [device.id, device.serial, device.model].some((field) => field.toLowerCase().includes(text)))
  )
}
