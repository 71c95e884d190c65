const locale = 'en-GB'

/** 48,211 */
export function count(value: number): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** 48.2K, for places where the exact figure does not matter. */
export function compact(value: number): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** Minor units: 4120 and EUR is €41.20. */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** 21 Nov 2026, 19:30:12 */
export function dateTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
}

/** 21 Nov 2026 */
export function date(at: string | number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at))
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 minutes ago", "in 2 days", "just now". */
export function relative(at: number, now: number): string {
  const seconds = (at - now) / 1_000
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) {
      return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
    }
  }
  return Math.abs(seconds) < 15 ? 'just now' : seconds < 0 ? 'less than a minute ago' : 'in less than a minute'
}

/** A measured value as people read it. */
export function measured(value: number | string | boolean, unit?: string | null): string {
  const text = typeof value === 'number' ? numberText(value) : String(value)
  return unit ? `${text} ${unitSign(unit)}` : text
}

/** A counter is shown to its last digit; of a measurement six digits are more than any machine knows. */
function numberText(value: number): string {
  return new Intl.NumberFormat(locale, Number.isInteger(value) ? {} : { maximumSignificantDigits: 6 }).format(value)
}

const signs: Record<string, string> = { Cel: '°C', '%': '%', 'm3/h': 'm³/h' }

/** Units are UCUM codes on the wire, in which {rpm} is a word without a meaning of its own. */
export function unitSign(unit: string): string {
  return signs[unit] ?? unit.replace(/^\{(.+)\}$/, '$1')
}
