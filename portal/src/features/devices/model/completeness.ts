import { count } from '@/design'
import { counted } from '@/design/quantity'

export interface Stream {
  stream: string
  committed: number
  missing?: number[][] | null
  lost: number
}

export interface Gap {
  stream: string
  from: number
  to: number
  reason?: string | null
  at?: string | null
}

/** Messages of one buffer's lifetime, by what became of them. */
export interface StreamFigures {
  readonly stream: string
  /** The highest number that is known. */
  readonly upTo: number
  readonly stored: number
  /** Known to exist and not here yet: they wait in the device's buffer, or are on their way. */
  readonly awaited: number
  /** Declared lost by the device. */
  readonly lost: number
}

export function streamFigures(stream: Stream): StreamFigures {
  const awaited = (stream.missing ?? []).reduce((sum, [first = 0, last = -1]) => sum + last - first + 1, 0)
  return {
    stream: stream.stream,
    upTo: stream.committed,
    stored: Math.max(0, stream.committed - awaited - stream.lost),
    awaited,
    lost: stream.lost,
  }
}

export function totals(streams: readonly Stream[]): Omit<StreamFigures, 'stream'> {
  return streams
    .map(streamFigures)
    .reduce(
      (sum, one) => ({
        upTo: sum.upTo + one.upTo,
        stored: sum.stored + one.stored,
        awaited: sum.awaited + one.awaited,
        lost: sum.lost + one.lost,
      }),
      { upTo: 0, stored: 0, awaited: 0, lost: 0 },
    )
}

/** One sentence that says whether anybody has to do anything. */
export function completenessSentence(streams: readonly Stream[]): string {
  const { stored, awaited, lost } = totals(streams)
  if (stored + awaited + lost === 0) return 'Nothing has come from this device yet.'
  if (awaited === 0 && lost === 0) return `All ${count(stored)} messages are stored. Nothing waits, nothing is lost.`
  const parts = [`${counted(stored, 'message')} stored`]
  if (awaited > 0) parts.push(`${counted(awaited, 'message')} still to come from the buffer`)
  if (lost > 0) parts.push(`${counted(lost, 'message')} lost at the device`)
  return `${parts.join(', ')}.`
}

const REASONS: Record<string, string> = {
  cap: 'The buffer was full: the oldest messages gave way.',
  corrupt: 'The disk of the device gave back something else than was written.',
}

/** Why the device lost something, as it said. */
export function declaredSentence(reason: string | null | undefined): string {
  return reason ? (REASONS[reason] ?? `Reason: ${reason}.`) : 'No reason was given.'
}

export function gapSentence(gap: Gap): string {
  const size = gap.to - gap.from + 1
  const reason = declaredSentence(gap.reason)
  return `${counted(size, 'message')}, number ${count(gap.from)}${size === 1 ? '' : ` to ${count(gap.to)}`}. ${reason}`
}

/** 100 % only if nothing is missing: what is nearly complete must not look complete. */
export function share(part: number): string {
  if (part >= 1) return '100 %'
  const percent = part * 100
  const digits = percent > 99.9 ? 3 : percent > 99 ? 2 : 1
  return `${(Math.floor(percent * 10 ** digits) / 10 ** digits).toFixed(digits)} %`
}
