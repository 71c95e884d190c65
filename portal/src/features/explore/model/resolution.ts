/** How points are put together, as the API says it: raw leaves them alone, else a period such as 10s, 5m or 6h. */
export type Bucket = string

/** Those that can be chosen. */
export const BUCKETS = ['raw', '10s', '1m', '15m', '1h', '1d'] as const
export type Choosable = (typeof BUCKETS)[number]

export const AGGREGATES = ['avg', 'min', 'max', 'last', 'first', 'sum', 'count'] as const
export type Aggregate = (typeof AGGREGATES)[number]

const HOUR = 3_600_000
const DAY = 24 * HOUR

const UNITS: Record<string, { length: number; name: string }> = {
  s: { length: 1_000, name: 'second' },
  m: { length: 60_000, name: 'minute' },
  h: { length: HOUR, name: 'hour' },
  d: { length: DAY, name: 'day' },
}

/** Beyond it a tag has more points than this page fetches. */
const FETCHED_UP_TO: Record<Choosable, number> = {
  raw: 6 * HOUR,
  '10s': 3 * DAY,
  '1m': 20 * DAY,
  '15m': 300 * DAY,
  '1h': 1_200 * DAY,
  '1d': 3_660 * DAY,
}

/** Points of one tag that are fetched at most: three pages of the API. */
export const MOST_POINTS = 30_000

/** Points of one tag that are drawn: more than a screen is wide. */
export const DRAWN_POINTS = 1_500

function parsed(bucket: Bucket): { count: number; unit: { length: number; name: string } } | undefined {
  const unit = UNITS[bucket.slice(-1)]
  const count = Number(bucket.slice(0, -1))
  return unit && Number.isInteger(count) && count > 0 ? { count, unit } : undefined
}

/** Milliseconds; 0 of raw points. */
export function bucketLength(bucket: Bucket): number {
  const period = parsed(bucket)
  return period ? period.count * period.unit.length : 0
}

/** For people. */
export function bucketName(bucket: Bucket): string {
  const period = parsed(bucket)
  return period ? `${String(period.count)} ${period.unit.name}${period.count === 1 ? '' : 's'}` : 'Every point'
}

export function isTooFine(bucket: Choosable, span: number): boolean {
  return span > FETCHED_UP_TO[bucket]
}

/** What is asked for: the chosen bucket unless the span has grown beyond it. */
export function bucketAsked(chosen: Choosable | 'auto', span: number): Choosable | 'auto' {
  return chosen !== 'auto' && isTooFine(chosen, span) ? 'auto' : chosen
}
