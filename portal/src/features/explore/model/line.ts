import { gapsOf, height, type Series } from './points'
import type { Bucket } from './resolution'

/** A line as the chart takes it: moments and values, `null` where the line has to end. */
export type Line = readonly (readonly [at: number, value: number | null])[]

/** A text has no place on a chart; a bad value and a gap end the line, so that they are seen. */
export function lineOf(series: Series, bucket: Bucket): Line {
  const gaps = new Set(gapsOf(series.points, bucket).map((gap) => gap.from))
  return series.points.flatMap((point): (readonly [number, number | null])[] => {
    const here = [point.ts, height(point)] as const
    return gaps.has(point.ts) ? [here, [point.ts + 1, null]] : [here]
  })
}

/** Whether there is anything to draw. */
export function isDrawn(series: Series): boolean {
  return series.points.some((point) => height(point) !== null)
}

/** What its axis is called: switches stand between 0 and 1 and share an axis of their own. */
export function axisOf(series: Series): string | undefined {
  const isSwitch = series.points.length > 0 && series.points.every((point) => typeof point.value === 'boolean')
  return isSwitch ? 'on or off' : series.unit
}
