/** How points are put together; raw leaves them alone. */
export const BUCKETS = ['raw', '10s', '1m', '1h'] as const
export type Bucket = (typeof BUCKETS)[number]

export const AGGREGATES = ['avg', 'min', 'max', 'last', 'first', 'sum', 'count'] as const
export type Aggregate = (typeof AGGREGATES)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const LENGTHS: Record<Bucket, number> = { raw: 0, '10s': 10_000, '1m': MINUTE, '1h': HOUR }

/** Up to which span a bucket is drawn: some thousand points for each tag, more than a screen is wide. */
const DRAWN_UP_TO: [Bucket, number][] = [
  ['raw', 15 * MINUTE],
  ['10s', 6 * HOUR],
  ['1m', 3 * DAY],
]

/** Beyond it a tag has more points than this page fetches. */
const FETCHED_UP_TO: Record<Bucket, number> = { raw: 6 * HOUR, '10s': 3 * DAY, '1m': 20 * DAY, '1h': 3_660 * DAY }

/** Points of one tag that are fetched at most: three pages of the API. */
export const MOST_POINTS = 30_000

export function bucketLength(bucket: Bucket): number {
  return LENGTHS[bucket]
}

/** The finest bucket that still fits a chart of that span. */
export function bucketFor(span: number): Bucket {
  return DRAWN_UP_TO.find(([, longest]) => span <= longest)?.[0] ?? '1h'
}

export function isTooFine(bucket: Bucket, span: number): boolean {
  return span > FETCHED_UP_TO[bucket]
}

/** What is asked for: the chosen bucket unless the span has grown beyond it. */
export function bucketAsked(chosen: Bucket | 'auto', span: number): Bucket {
  return chosen === 'auto' || isTooFine(chosen, span) ? bucketFor(span) : chosen
}
