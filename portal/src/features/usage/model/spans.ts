export const GRANULARITIES = ['hour', 'day', 'month'] as const
export type Granularity = (typeof GRANULARITIES)[number]

export interface Quantity {
  meter: string
  from: string
  to: string
  quantity: number
}

/** A bar of the chart and a row of its table. */
export interface Bar {
  readonly from: number
  readonly to: number
  readonly quantity: number
}

/** The beginning of the span after the one that begins there; days and months are those of UTC. */
function next(at: number, granularity: Granularity): number {
  if (granularity === 'hour') return at + 3_600_000
  if (granularity === 'day') return at + 86_400_000
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

export function beginning(at: number, granularity: Granularity): number {
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (granularity === 'month') return Date.UTC(year, month, 1)
  const length = granularity === 'day' ? 86_400_000 : 3_600_000
  return at - (((at % length) + length) % length)
}

const MOST_BARS = 2_500

/** One bar for every span, those without usage too: the API leaves them out, and a chart without them would lie. */
export function bars(usage: readonly Quantity[], meter: string, from: number, to: number, granularity: Granularity): Bar[] {
  const quantities = new Map(
    usage
      .filter((one) => one.meter === meter)
      .map((one) => [beginning(Date.parse(one.from), granularity), one.quantity]),
  )
  const all: Bar[] = []
  for (let at = beginning(from, granularity); at < to && all.length < MOST_BARS; at = next(at, granularity)) {
    all.push({ from: at, to: next(at, granularity), quantity: quantities.get(at) ?? 0 })
  }
  return all
}

const TOPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8]

/** What an axis of four parts goes up to, so that its marks are numbers that people read. */
export function niceMaximum(largest: number): number {
  if (largest <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(largest))
  return (TOPS.find((top) => top * size >= largest) ?? 10) * size
}
