import { isDurationWithin } from '@/design/duration'
import type { FleetDraft, TagDraft } from './draft'
import type { FieldError } from './faults'
import { helpFor } from './protocol'
import { serialsOf, stepsOf } from './specification'

const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/
const CONNECTION_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const TAG_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/
const URL_TEXT = /^([^$\s]|\$[^${\s]|\$\{[a-z][a-z0-9-]*\})*\$?$/
const ADDRESS_TEXT = /^([^$]|\$[^${]|\$\{[a-z][a-z0-9-]*\})*\$?$/
const CREDENTIALS = [/:\/\/[^/?]*@/, /[?&][a-z-]*(password|secret|token)=([^$&]|$)/i]
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
const UNIT = /^[\x21-\x7e]+$/
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

const MOST_CONNECTIONS = 32
const MOST_TAGS = 1_000
const MOST_DEVICES = 1_000_000

type Report = (field: string, message: string) => void

/**
 * What the API would refuse, in its sentences and with its paths, before it is asked. The API has the last word: what
 * is not found here is shown when it answers.
 */
export function faultsOf(draft: FleetDraft): FieldError[] {
  const errors: FieldError[] = []
  const report: Report = (field, message) => errors.push({ field, message })
  if (!NAME.test(draft.name)) {
    report(
      'name',
      "is required: at most 40 lower-case letters, digits and '-', and starts and ends with a letter or digit",
    )
  }
  if (draft.siteRef === '') {
    report('siteRef', 'is required: the site that the devices stand at')
  }
  connections(draft, report)
  tags(draft, report)
  enrollment(draft, report)
  return errors
}

function repeated(rows: readonly { name: string }[]): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { name } of rows) {
    ;(seen.has(name.trim()) ? twice : seen).add(name.trim())
  }
  return twice
}

function connections(draft: FleetDraft, report: Report): void {
  if (draft.connections.length > MOST_CONNECTIONS) {
    report('connections', `must have at most ${String(MOST_CONNECTIONS)} items`)
  }
  const twice = repeated(draft.connections)
  draft.connections.forEach((connection, index) => {
    const at = `connections[${String(index)}]`
    const name = connection.name.trim()
    const url = connection.url.trim()
    if (!CONNECTION_NAME.test(name) || name.length > 40) {
      report(`${at}.name`, "a connection name is lower-case letters, digits and '-'")
    } else if (twice.has(name)) {
      report(`${at}.name`, 'another connection has this name')
    }
    const { schemes } = helpFor(connection.protocol)
    if (url === '') {
      report(`${at}.url`, 'is required')
    } else if (!schemes.some((scheme) => url.startsWith(scheme))) {
      report(`${at}.url`, `the url starts with the scheme of its protocol: ${schemes.join(' or ')}`)
    } else if (!URL_TEXT.test(url) || url.length > 512) {
      report(
        `${at}.url`,
        "only ${parameter} placeholders of lower-case letters, digits and '-' are replaced, and a url holds no blanks",
      )
    } else if (CREDENTIALS.some((form) => form.test(url))) {
      report(`${at}.url`, 'a url holds no user or password: give them as ${parameter} of the device')
    }
  })
}

function tags(draft: FleetDraft, report: Report): void {
  if (draft.tags.length > MOST_TAGS) {
    report('tags', `must have at most ${String(MOST_TAGS)} items`)
  }
  const twice = repeated(draft.tags)
  const known = new Set(draft.connections.map((connection) => connection.name.trim()))
  draft.tags.forEach((tag, index) => {
    const at = `tags[${String(index)}]`
    const name = tag.name.trim()
    if (!TAG_NAME.test(name) || name.length > 100) {
      report(`${at}.name`, "a tag name starts with a letter or '_' and goes on with letters, digits, '_', '.' or '-'")
    } else if (twice.has(name)) {
      report(`${at}.name`, 'another tag has this name')
    }
    if (!known.has(tag.connection)) {
      report(`${at}.connection`, 'every tag names one of the connections of its fleet')
    }
    const address = tag.address.trim()
    if (address === '' || address.length > 512) {
      report(`${at}.address`, 'is required: at most 512 characters')
    } else if (CONTROL.test(address)) {
      report(`${at}.address`, 'address is one line of text without control characters')
    } else if (!ADDRESS_TEXT.test(address)) {
      report(`${at}.address`, "only ${parameter} placeholders of lower-case letters, digits and '-' are replaced")
    }
    const unit = tag.unit.trim()
    if (unit !== '' && (!UNIT.test(unit) || unit.length > 32)) {
      report(`${at}.unit`, 'unit is a UCUM code such as Cel, without blanks')
    }
    if (tag.interval.trim() !== '' && !isDurationWithin(tag.interval.trim(), '10ms', '24h')) {
      report(`${at}.interval`, 'interval is a duration from 10ms to 24h, such as 1s')
    }
    numbers(tag, at, report)
  })
}

function numbers(tag: TagDraft, at: string, report: Report): void {
  const cells: [keyof TagDraft, string][] = [
    ['deadband', 'deadband.absolute'],
    ['scale', 'scale'],
    ['offset', 'offset'],
    ['min', 'clamp.min'],
    ['max', 'clamp.max'],
  ]
  const values = new Map<string, number>()
  for (const [cell, path] of cells) {
    const text = tag[cell].trim()
    if (text !== '' && !NUMBER.test(text)) {
      report(`${at}.${path}`, 'must be a number, such as 0.5')
    } else if (text !== '') {
      values.set(cell, Number(text))
    }
  }
  if ((values.get('deadband') ?? 0) < 0) {
    report(`${at}.deadband.absolute`, 'must not be below 0')
  }
  if (values.get('scale') === 0) {
    report(`${at}.scale`, 'scale is not 0: every value would become the offset')
  }
  if ((values.get('min') ?? -Infinity) > (values.get('max') ?? Infinity)) {
    report(`${at}.clamp`, 'min is not above max')
  }
}

function isWholeWithin(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most
}

function enrollment(draft: FleetDraft, report: Report): void {
  if (draft.maxDevices.trim() !== '' && !isWholeWithin(draft.maxDevices, 0, MOST_DEVICES)) {
    report('enrollment.maxDevices', 'must be a whole number from 0 to 1000000')
  }
  if (!isDurationWithin(draft.codeLifetime.trim(), '1m', '365d')) {
    report('enrollment.codeLifetime', 'codeLifetime is a duration from 1m to 365d, such as 720h')
  }
  const serials = serialsOf(draft)
  if (serials.length > 10_000 || serials.some((serial) => serial.length > 64)) {
    report('enrollment.allowedSerials', 'must be at most 10000 serials of at most 64 characters')
  }
  if (!isDurationWithin(draft.certificateLifetime.trim(), '1h', '400d')) {
    report('certificate.lifetime', 'lifetime is a duration from 1h to 400d, such as 30d')
  }
  const steps = stepsOf(draft)
  const ascending = steps.every(
    (step, index) => Number.isInteger(step) && step >= 1 && step <= 100 && step > (steps[index - 1] ?? 0),
  )
  if (!ascending || steps.at(-1) !== 100 || steps.length > 10) {
    report('rollout.steps', 'steps are percentages from 1 to 100, each above the one before, and the last is 100')
  }
  if (!isWholeWithin(draft.pauseAboveErrorPercent, 0, 100)) {
    report('rollout.pauseAboveErrorPercent', 'must be a whole number from 0 to 100')
  }
}
