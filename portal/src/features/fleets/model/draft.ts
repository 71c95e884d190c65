import type { Protocol } from './protocol'

/** A connection while it is edited. `key` is of this page only: rows keep their identity while they are renamed and moved. */
export interface ConnectionDraft {
  readonly key: string
  readonly name: string
  readonly protocol: Protocol
  readonly url: string
  /** The machine tells what changed, and is not asked at each interval. OPC UA only. */
  readonly subscribed?: boolean
}

/** A tag while it is edited; numbers are texts until they are sent. */
export interface TagDraft {
  readonly key: string
  readonly name: string
  readonly connection: string
  readonly address: string
  readonly unit: string
  readonly interval: string
  readonly deadband: string
  readonly scale: string
  readonly offset: string
  readonly min: string
  readonly max: string
}

export interface FleetDraft {
  readonly name: string
  readonly siteRef: string
  readonly connections: readonly ConnectionDraft[]
  readonly tags: readonly TagDraft[]
  readonly mode: 'ClaimCode' | 'DeviceCode'
  readonly approval: 'Automatic' | 'Manual'
  readonly maxDevices: string
  readonly codeLifetime: string
  /** One a line. */
  readonly allowedSerials: string
  readonly certificateLifetime: string
  /** Percentages, separated by commas. */
  readonly steps: string
  readonly pauseAboveErrorPercent: string
}

let rows = 0

export function newKey(): string {
  rows += 1
  return `row-${String(rows)}`
}

export function newConnection(name: string, protocol: Protocol, url: string): ConnectionDraft {
  return { key: newKey(), name, protocol, url }
}

/** Another tag is usually read from the same machine and as often as the one before. */
export function newTag(before: TagDraft | undefined, connection: string): TagDraft {
  return {
    key: newKey(),
    name: '',
    connection: before?.connection ?? connection,
    address: '',
    unit: '',
    interval: before?.interval ?? '1s',
    deadband: '',
    scale: '',
    offset: '',
    min: '',
    max: '',
  }
}

export function newFleet(siteRef: string): FleetDraft {
  return {
    name: '',
    siteRef,
    connections: [],
    tags: [],
    mode: 'ClaimCode',
    approval: 'Automatic',
    maxDevices: '',
    codeLifetime: '720h',
    allowedSerials: '',
    certificateLifetime: '30d',
    steps: '5, 25, 100',
    pauseAboveErrorPercent: '2',
  }
}
