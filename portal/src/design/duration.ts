const FORM = /^([1-9][0-9]{0,5}(?=ms|s|m|h)|[1-9][0-9]{0,3}(?=d))(ms|s|m|h|d)$/
const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a duration as specs write it, such as 30d or 250ms; null for anything else. */
export function parsedDuration(text: string): number | null {
  const parts = FORM.exec(text)
  const unit = UNITS[parts?.[2] ?? '']
  return parts && unit !== undefined ? Number(parts[1]) * unit : null
}

/** Whether the text is a duration and lies within both, which are durations too. */
export function isDurationWithin(text: string, shortest: string, longest: string): boolean {
  const given = parsedDuration(text)
  const least = parsedDuration(shortest)
  const most = parsedDuration(longest)
  return given !== null && least !== null && most !== null && given >= least && given <= most
}

/** A duration as people say it: the largest unit that it is a whole number of. */
export function spokenDuration(milliseconds: number): string {
  const names: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1_000, 'second'],
  ]
  for (const [size, name] of names) {
    if (milliseconds >= size && milliseconds % size === 0) {
      const amount = milliseconds / size
      return `${String(amount)} ${name}${amount === 1 ? '' : 's'}`
    }
  }
  return `${String(milliseconds)} ms`
}
