import type { Point, Series } from './points'
import { seriesKey, type SeriesName } from './question'

/** The last minutes of some series. Points come in any order and may come twice; those of before fall out. */
export class LiveWindow {
  private readonly points = new Map<string, Point[]>()
  private readonly units = new Map<string, string>()
  private readonly length: number

  /** @param length milliseconds */
  constructor(length: number) {
    this.length = length
  }

  accept(name: SeriesName, unit: string | undefined, point: Point): void {
    const key = seriesKey(name)
    const points = this.points.get(key) ?? []
    this.points.set(key, points)
    if (unit !== undefined) this.units.set(key, unit)
    let place = points.length
    while (place > 0 && (points[place - 1]?.ts ?? 0) >= point.ts) place -= 1
    points.splice(place, points[place]?.ts === point.ts ? 1 : 0, point)
  }

  /** As it is now; what has fallen out of the window is forgotten. */
  series(names: readonly SeriesName[], now: number): Series[] {
    const begin = now - this.length
    for (const points of this.points.values()) {
      const first = points.findIndex((point) => point.ts >= begin)
      points.splice(0, first < 0 ? points.length : first)
    }
    return names.map((name) => ({
      ...name,
      unit: this.units.get(seriesKey(name)),
      points: [...(this.points.get(seriesKey(name)) ?? [])],
    }))
  }

  clear(): void {
    this.points.clear()
  }
}
