import type { FleetDraft } from './draft'

/** A field error of a problem: `field` is a path in the body, empty for all of it. */
export interface FieldError {
  field: string
  message: string
}

/**
 * Sentences by where the editor shows them: `tags.row-7.address` for a cell, `enrollment.maxDevices` for a field, and what
 * no field shows in `elsewhere`.
 */
export interface Faults {
  readonly at: ReadonlyMap<string, string>
  readonly elsewhere: readonly FieldError[]
}

export const NO_FAULTS: Faults = { at: new Map(), elsewhere: [] }

const FIELDS = new Set([
  'name',
  'siteRef',
  'connections',
  'tags',
  'enrollment.mode',
  'enrollment.approval',
  'enrollment.maxDevices',
  'enrollment.codeLifetime',
  'enrollment.allowedSerials',
  'certificate.lifetime',
  'rollout.steps',
  'rollout.pauseAboveErrorPercent',
])

const COLUMNS: Record<string, Record<string, string>> = {
  connections: { name: 'name', protocol: 'protocol', url: 'url', '': 'url' },
  tags: {
    name: 'name',
    connection: 'connection',
    address: 'address',
    unit: 'unit',
    interval: 'interval',
    deadband: 'deadband',
    'deadband.absolute': 'deadband',
    scale: 'scale',
    offset: 'offset',
    clamp: 'min',
    'clamp.min': 'min',
    'clamp.max': 'max',
    '': 'name',
  },
}

/** A row by its place, `tags[2].unit`, or by its name, `tags[name="flow"].unit`, as the API server writes it. */
const ROW = /^(connections|tags)\[(?:(\d+)|name="([^"]*)")\](?:\.(.*))?$/

function rowPlace(field: string, sent: FleetDraft): string | undefined {
  const [, list, index, name, column = ''] = ROW.exec(field) ?? []
  if (list !== 'connections' && list !== 'tags') {
    return undefined
  }
  const rows: readonly { key: string; name: string }[] = sent[list]
  const row = index === undefined ? rows.find((one) => one.name.trim() === name) : rows[Number(index)]
  const cell = COLUMNS[list]?.[column]
  return row && cell !== undefined ? `${list}.${row.key}.${cell}` : undefined
}

function place(field: string, sent: FleetDraft): string | undefined {
  const bare = field.replace(/^\.?(spec\.?)?/, '')
  const whole = bare.replace(/\[\d+\]$/, '')
  return FIELDS.has(whole) ? whole : rowPlace(bare, sent)
}

/** @param sent the draft that the errors are about: its rows may have moved since */
export function placed(errors: readonly FieldError[], sent: FleetDraft): Faults {
  const at = new Map<string, string>()
  const elsewhere: FieldError[] = []
  for (const error of errors) {
    const where = place(error.field, sent)
    if (where === undefined) {
      elsewhere.push(error)
    } else {
      const before = at.get(where)
      at.set(where, before === undefined ? error.message : `${before}; ${error.message}`)
    }
  }
  return { at, elsewhere }
}
