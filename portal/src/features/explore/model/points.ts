import { bucketLength, type Bucket } from './resolution'
import type { SeriesName } from './question'

export type Value = number | string | boolean

export interface Point {
  /** Milliseconds since the epoch. */
  readonly ts: number
  readonly value: Value | null
  readonly quality?: number
  readonly count?: number
}

export interface Series extends SeriesName {
  readonly unit: string | undefined
  /** Oldest first. */
  readonly points: readonly Point[]
}

/** OPC quality below it is bad: the value is not one that the machine gave. */
const UNCERTAIN = 64

/** With a deadband a tag that does not change is said again every minute; longer silence is a gap. */
const SILENCE = 90_000

export function isBad(point: Point): boolean {
  return point.quality !== undefined && point.quality < UNCERTAIN
}

/** Where a line would stand: a switch is 0 or 1; a text and a bad value have no place. */
export function height(point: Point): number | null {
  if (isBad(point) || point.value === null) return null
  if (typeof point.value === 'boolean') return point.value ? 1 : 0
  return typeof point.value === 'number' && Number.isFinite(point.value) ? point.value : null
}

function typicalDistance(points: readonly Point[]): number {
  const distances = points.slice(1).map((point, index) => point.ts - (points[index]?.ts ?? point.ts))
  distances.sort((one, other) => one - other)
  return distances[Math.floor(distances.length / 2)] ?? 0
}

/** How far apart two points may be before what lies between them is a gap. */
export function longestDistance(points: readonly Point[], bucket: Bucket): number {
  const length = bucketLength(bucket)
  return length === 0
    ? Math.max(SILENCE, 3 * typicalDistance(points))
    : Math.max(Math.min(length + SILENCE, 2.5 * length), 1.5 * length, SILENCE)
}

/** Spans without points, inside of the series. */
export function gapsOf(points: readonly Point[], bucket: Bucket): { from: number; to: number }[] {
  const longest = longestDistance(points, bucket)
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    return next && next.ts - point.ts > longest ? [{ from: point.ts, to: next.ts }] : []
  })
}

export interface Summary {
  readonly count: number
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  readonly last: Point | undefined
  readonly gaps: number
}

/** What a reader who does not see the chart needs of it. */
export function summary(series: Series, bucket: Bucket): Summary {
  const numbers = series.points
    .filter((point) => typeof point.value === 'number' && !isBad(point))
    .map((point) => point.value as number)
  const sum = numbers.reduce((total, number) => total + number, 0)
  return {
    count: series.points.length,
    min: numbers.length === 0 ? null : numbers.reduce((one, other) => Math.min(one, other)),
    max: numbers.length === 0 ? null : numbers.reduce((one, other) => Math.max(one, other)),
    mean: numbers.length === 0 ? null : sum / numbers.length,
    last: series.points.at(-1),
    gaps: gapsOf(series.points, bucket).length,
  }
}
