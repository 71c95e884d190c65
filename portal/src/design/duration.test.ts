// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { isDurationWithin, parsedDuration, spokenDuration } from './duration'

describe('durations', () => {
  it('are read as specs write them', () => {
    expect(parsedDuration('250ms')).toBe(250)
    expect(parsedDuration('30d')).toBe(2_592_000_000)
    expect(['', '0s', '1', '1w', '1 h', '1.5h', '10000d', '-1s'].map(parsedDuration)).toEqual(Array(8).fill(null))
  })

  it('are compared with their bounds, which belong to them', () => {
    expect(isDurationWithin('10ms', '10ms', '24h')).toBe(true)
    expect(isDurationWithin('1d', '10ms', '24h')).toBe(true)
    expect(isDurationWithin('9ms', '10ms', '24h')).toBe(false)
    expect(isDurationWithin('25h', '10ms', '24h')).toBe(false)
  })

  it('are spoken in the largest whole unit', () => {
    expect(spokenDuration(2_592_000_000)).toBe('30 days')
    expect(spokenDuration(5_400_000)).toBe('90 minutes')
    expect(spokenDuration(250)).toBe('250 ms')
  })
})
