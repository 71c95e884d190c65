import { isDurationWithin } from '@/design/duration'
import { parameterFault } from '@/api/placeholder'

export interface FieldError {
  field: string
  message: string
}

/** What is asked for while it is typed. */
export interface OrderDraft {
  readonly count: string
  /** A duration such as 720h; empty for what the fleet says. */
  readonly life: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface Order {
  count: number
  expiresIn?: string
  parameters?: Record<string, string>
}

const MOST = 500

/** In the API's words, before it is asked. */
export function orderFaults(draft: OrderDraft): FieldError[] {
  const errors: FieldError[] = []
  if (!/^\d+$/.test(draft.count.trim()) || Number(draft.count) < 1 || Number(draft.count) > MOST) {
    errors.push({ field: 'count', message: `must be from 1 to ${String(MOST)}` })
  }
  if (draft.life.trim() !== '' && !isDurationWithin(draft.life.trim(), '1s', '365d')) {
    errors.push({ field: 'expiresIn', message: 'must be a duration from 1s to 365d, such as 720h' })
  }
  for (const [name, value] of Object.entries(draft.parameters)) {
    const fault = value.trim() === '' ? null : parameterFault(value.trim())
    if (fault) errors.push({ field: `parameters.${name}`, message: fault })
  }
  return errors
}

export function orderOf(draft: OrderDraft): Order {
  const given = Object.entries(draft.parameters)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '')
  return {
    count: Number(draft.count),
    ...(draft.life.trim() !== '' && { expiresIn: draft.life.trim() }),
    ...(given.length > 0 && { parameters: Object.fromEntries(given) }),
  }
}
