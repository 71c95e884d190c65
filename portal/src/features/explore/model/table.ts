import { seriesKey } from './question'
import { isBad, type Series, type Value } from './points'

/** A row of the table that says the same as the chart: a time, and a value for each series or none. */
export interface Row {
  readonly ts: number
  readonly values: readonly (Value | null | undefined)[]
}

/** Newest first, at most that many. */
export function rows(all: readonly Series[], most: number): Row[] {
  const at = all.map((series) => new Map(series.points.map((point) => [point.ts, isBad(point) ? null : point.value])))
  const times = [...new Set(at.flatMap((values) => [...values.keys()]))].sort((one, other) => other - one)
  return times.slice(0, most).map((ts) => ({ ts, values: at.map((values) => values.get(ts)) }))
}

export function fileName(tenant: string, all: readonly Series[], from: number, to: number): string {
  const [only] = all
  const what = all.length === 1 && only ? seriesKey(only).replace(/[^A-Za-z0-9-]+/g, '-') : `${String(all.length)}-tags`
  const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, '')
  return `${tenant}-${what}-${day(from)}-${day(to)}.csv`
}
