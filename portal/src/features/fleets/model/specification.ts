import { newFleet, newKey, type ConnectionDraft, type FleetDraft, type TagDraft } from './draft'
import { isProtocol } from './protocol'

/** A fleet as the API takes it; what is absent is left to its default. */
export interface FleetSpecification {
  siteRef: string
  connections: { name: string; protocol: 'modbus-tcp' | 'opcua' | 's7' | 'mqtt'; url: string; reading?: 'Subscribe' }[]
  tags: TagSpecification[]
  enrollment: {
    mode: 'ClaimCode' | 'DeviceCode'
    approval: 'Automatic' | 'Manual'
    maxDevices?: number
    codeLifetime?: string
    allowedSerials?: string[]
  }
  certificate: { lifetime?: string }
  rollout: { steps?: number[]; pauseAboveErrorPercent?: number }
}

export interface TagSpecification {
  name: string
  connection: string
  address: string
  unit?: string
  interval?: string
  deadband?: { absolute: number }
  scale?: number
  offset?: number
  clamp?: { min?: number; max?: number }
}

/** What of a fleet's view the editor begins with; everything but the names may be absent. */
export interface FleetLike {
  name?: string
  siteRef?: string
  connections?: { name?: string; protocol?: string; url?: string; reading?: string }[]
  tags?: {
    name?: string
    connection?: string
    address?: string
    unit?: string | null
    interval?: string
    deadband?: { absolute?: number } | null
    scale?: number | null
    offset?: number | null
    clamp?: { min?: number | null; max?: number | null } | null
  }[]
  enrollment?: {
    mode?: string
    approval?: string
    maxDevices?: number | null
    codeLifetime?: string
    allowedSerials?: string[]
  }
  certificate?: { lifetime?: string }
  rollout?: { steps?: number[]; pauseAboveErrorPercent?: number }
}

function shown(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : String(number)
}

export function draftOf(fleet: FleetLike): FleetDraft {
  const blank = newFleet(fleet.siteRef ?? '')
  return {
    ...blank,
    name: fleet.name ?? '',
    connections: (fleet.connections ?? []).map((connection) => ({
      key: newKey(),
      name: connection.name ?? '',
      protocol: isProtocol(connection.protocol ?? '') ? (connection.protocol as 'opcua') : 'modbus-tcp',
      url: connection.url ?? '',
      subscribed: connection.reading === 'Subscribe',
    })),
    tags: (fleet.tags ?? []).map((tag) => ({
      key: newKey(),
      name: tag.name ?? '',
      connection: tag.connection ?? '',
      address: tag.address ?? '',
      unit: tag.unit ?? '',
      interval: tag.interval ?? '1s',
      deadband: shown(tag.deadband?.absolute),
      scale: shown(tag.scale),
      offset: shown(tag.offset),
      min: shown(tag.clamp?.min),
      max: shown(tag.clamp?.max),
    })),
    mode: fleet.enrollment?.mode === 'DeviceCode' ? 'DeviceCode' : 'ClaimCode',
    approval: fleet.enrollment?.approval === 'Manual' ? 'Manual' : 'Automatic',
    maxDevices: shown(fleet.enrollment?.maxDevices),
    codeLifetime: fleet.enrollment?.codeLifetime ?? blank.codeLifetime,
    allowedSerials: (fleet.enrollment?.allowedSerials ?? []).join('\n'),
    certificateLifetime: fleet.certificate?.lifetime ?? blank.certificateLifetime,
    steps: (fleet.rollout?.steps ?? [5, 25, 100]).join(', '),
    pauseAboveErrorPercent: String(fleet.rollout?.pauseAboveErrorPercent ?? 2),
  }
}

/** Absent where nothing was typed. */
export function typedNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}

export function serialsOf(draft: FleetDraft): string[] {
  return [
    ...new Set(
      draft.allowedSerials
        .split(/[\n,;]/)
        .map((serial) => serial.trim())
        .filter((serial) => serial !== ''),
    ),
  ]
}

export function stepsOf(draft: FleetDraft): number[] {
  return draft.steps
    .split(/[\s,;]+/)
    .filter((step) => step !== '')
    .map(Number)
}

function tagOf(tag: TagDraft): TagSpecification {
  const deadband = typedNumber(tag.deadband)
  const scale = typedNumber(tag.scale)
  const offset = typedNumber(tag.offset)
  const min = typedNumber(tag.min)
  const max = typedNumber(tag.max)
  return {
    name: tag.name.trim(),
    connection: tag.connection,
    address: tag.address.trim(),
    ...(tag.unit.trim() !== '' && { unit: tag.unit.trim() }),
    ...(tag.interval.trim() !== '' && { interval: tag.interval.trim() }),
    ...(deadband !== undefined && { deadband: { absolute: deadband } }),
    ...(scale !== undefined && { scale }),
    ...(offset !== undefined && { offset }),
    ...((min !== undefined || max !== undefined) && {
      clamp: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
    }),
  }
}

function connectionOf({ name, protocol, url, subscribed }: ConnectionDraft): FleetSpecification['connections'][number] {
  const told = subscribed === true && protocol === 'opcua'
  return { name: name.trim(), protocol, url: url.trim(), ...(told ? { reading: 'Subscribe' as const } : {}) }
}

/** What is sent: all of it, because it replaces what was. Only for a draft that validation found nothing in. */
export function specificationOf(draft: FleetDraft): FleetSpecification {
  const maxDevices = typedNumber(draft.maxDevices)
  const serials = serialsOf(draft)
  return {
    siteRef: draft.siteRef,
    connections: draft.connections.map(connectionOf),
    tags: draft.tags.map(tagOf),
    enrollment: {
      mode: draft.mode,
      approval: draft.approval,
      ...(maxDevices !== undefined && { maxDevices }),
      codeLifetime: draft.codeLifetime.trim(),
      ...(serials.length > 0 && { allowedSerials: serials }),
    },
    certificate: { lifetime: draft.certificateLifetime.trim() },
    rollout: { steps: stepsOf(draft), pauseAboveErrorPercent: Number(draft.pauseAboveErrorPercent) },
  }
}
