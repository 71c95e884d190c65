import type { Schema } from '@/api/paths'

export interface Chosen {
  device: string
  tag: string
  unit: string | undefined
}

const most = 4
/** A chart has two axes. */
const mostUnits = 2

/** The tags the home page draws: what has a unit before what only counts, and one of each device before a second of any. */
export function chosenOf(points: readonly Schema<'LatestPoint'>[]): Chosen[] {
  const numbers = points
    .filter((point) => typeof point.value === 'number')
    .toSorted((a, b) => a.device.localeCompare(b.device) || Number(!a.unit) - Number(!b.unit) || a.tag.localeCompare(b.tag))
  const units = [...new Set(numbers.map(({ unit }) => unit ?? ''))].slice(0, mostUnits)
  const turns = new Map<string, number>()
  return numbers
    .filter(({ unit }) => units.includes(unit ?? ''))
    .map((point) => {
      const turn = turns.get(point.device) ?? 0
      turns.set(point.device, turn + 1)
      return { point, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, most)
    .map(({ point }) => ({ device: point.device, tag: point.tag, unit: point.unit ?? undefined }))
}
