import type { Schema } from '@/api/paths'

export interface Chosen {
  device: string
  tag: string
  unit: string | undefined
}

const most = 4

/** The tags the home page draws: numbers, the newest first, and one of each device before a second of any. */
export function chosenOf(points: readonly Schema<'LatestPoint'>[]): Chosen[] {
  const numbers = points
    .filter((point) => typeof point.value === 'number')
    .toSorted((a, b) => a.device.localeCompare(b.device) || a.tag.localeCompare(b.tag))
  const turns = new Map<string, number>()
  return numbers
    .map((point) => {
      const turn = turns.get(point.device) ?? 0
      turns.set(point.device, turn + 1)
      return { point, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, most)
    .map(({ point }) => ({ device: point.device, tag: point.tag, unit: point.unit ?? undefined }))
}
