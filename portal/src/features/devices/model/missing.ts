import type { Schema } from '@/api/paths'
import { counted } from '@/design/quantity'
import { declaredSentence } from './completeness'

export type Record = Schema<'CompletenessView'>
export type Missing = Schema<'MissingMinutes'>
export type Unplaced = Schema<'UnplacedMessages'>

/** How much lies behind now, in hours. */
export const SPANS = [
  { hours: 1, name: 'The last hour' },
  { hours: 24, name: 'The last day' },
  { hours: 168, name: 'The last 7 days' },
  { hours: 744, name: 'The last 31 days' },
] as const

const NAMES: { [reason: string]: string } = {
  hole: 'Not here yet',
  gap: 'Lost at the device',
  quarantined: 'In quarantine',
  discarded: 'Thrown away',
  offline: 'Offline',
}

export function reasonName(reason: string): string {
  return NAMES[reason] ?? reason
}

/** How much, and whether it can still come. */
export function missingSentence(one: Missing | Unplaced): string {
  const messages = counted(one.messages ?? 0, 'message')
  const items = counted(('items' in one && one.items) || 0, 'item')
  switch (one.reason) {
    case 'hole':
      return `${messages}: they wait in the device's buffer, are on their way, or it has yet to say that they are lost.`
    case 'gap':
      return `${messages}. ${declaredSentence(one.declared)}`
    case 'quarantined':
      return `${items} that could not be stored. The minutes are those of their arrival.`
    case 'discarded':
      return `${items} that somebody threw away. The minutes are those of their arrival.`
    case 'offline':
      return 'It is not connected. What it measures is known when it is back.'
    default:
      return one.messages ? messages : ''
  }
}

/** What was said of a device by all pages that have come. */
export function whole(pages: readonly Record[]) {
  const [first] = pages
  return {
    from: first?.from ?? '',
    to: first?.to ?? '',
    missing: pages.flatMap((page) => page.missing).sort((one, other) => Date.parse(one.from) - Date.parse(other.from)),
    unplaced: pages.flatMap((page) => page.unplaced),
    streams: pages.flatMap((page) => page.streams),
  }
}

/** Where an interval lies in the time that was asked for, in thousandths; wide enough to be seen. */
export function place(one: { from: string; to: string }, range: { from: string; to: string }): { x: number; width: number } {
  const begin = Date.parse(range.from)
  const scale = 1000 / Math.max(1, Date.parse(range.to) - begin)
  const clamp = (at: number) => Math.min(1000, Math.max(0, (at - begin) * scale))
  const width = Math.max(4, clamp(Date.parse(one.to)) - clamp(Date.parse(one.from)))
  return { x: Math.min(clamp(Date.parse(one.from)), 1000 - width), width }
}

/** The newest moment that is known of any stream. */
export function knownThrough(streams: readonly Schema<'StreamReach'>[]): string | undefined {
  return streams
    .flatMap((stream) => (stream.through ? [stream.through] : []))
    .sort((one, other) => Date.parse(one) - Date.parse(other))
    .at(-1)
}
