/** What a roll-out's figures come to for a person. */
export interface RolloutProgress {
  readonly tone: 'done' | 'running' | 'paused'
  readonly sentence: string
  /** Of the devices that are to have it, 0 to 1. */
  readonly part: number
}

export interface RolloutFigures {
  enrolled: number
  rollout?: { step?: number | null; updated?: number | null; failed?: number | null } | null
  pauseAboveErrorPercent: number
}

/** Null while there is nothing to roll out. */
export function rolloutProgress(figures: RolloutFigures): RolloutProgress | null {
  const { enrolled, rollout, pauseAboveErrorPercent } = figures
  if (!rollout || enrolled === 0) {
    return null
  }
  const updated = Math.min(rollout.updated ?? 0, enrolled)
  const failed = rollout.failed ?? 0
  const part = updated / enrolled
  const told = updated + failed
  if (failed > 0 && told > 0 && (failed / told) * 100 > pauseAboveErrorPercent) {
    return {
      tone: 'paused',
      part,
      sentence: `Paused: ${String(failed)} of ${String(told)} devices that were told refused it. Correct the fleet; the roll-out goes on by itself.`,
    }
  }
  if (updated >= enrolled) {
    return { tone: 'done', part: 1, sentence: enrolled === 1 ? 'The device runs the newest configuration.' : `All ${String(enrolled)} devices run the newest configuration.` }
  }
  const step = rollout.step ?? 100
  return {
    tone: 'running',
    part,
    sentence: `Step ${String(step)} %: ${String(updated)} of ${String(enrolled)} devices run it${failed > 0 ? `, ${String(failed)} failed` : ''}.`,
  }
}
