// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { byDevice, DEVICE_METERS, METERS, quantityOf, wordsOf } from './meters'
import { usageQuestion, usageSpan } from './question'
import { bars, niceMaximum } from './spans'

const at = (text: string) => Date.parse(text)

describe('bars', () => {
  const usage = [
    { meter: 'messages', from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z', quantity: 7 },
    { meter: 'points', from: '2026-11-03T00:00:00Z', to: '2026-11-04T00:00:00Z', quantity: 70 },
  ]

  it('stand for every span, those without usage too', () => {
    const days = bars(usage, 'messages', at('2026-11-01T05:00:00Z'), at('2026-11-03T12:00:00Z'), 'day')
    expect(days.map((bar) => bar.quantity)).toEqual([0, 7, 0])
    expect(new Date(days[0]!.from).toISOString()).toBe('2026-11-01T00:00:00.000Z')
  })

  it('follow the calendar by month', () => {
    const months = bars([], 'messages', at('2026-01-31T00:00:00Z'), at('2026-03-01T00:00:01Z'), 'month')
    expect(months.map((bar) => new Date(bar.from).toISOString().slice(0, 7))).toEqual(['2026-01', '2026-02', '2026-03'])
  })

  it('do not go on for ever', () => {
    expect(bars([], 'messages', 0, at('2026-01-01T00:00:00Z'), 'hour')).toHaveLength(2_500)
  })
})

describe('an axis', () => {
  it('ends at a number that people read', () => {
    expect([0, 1, 17, 2_024, 48_211, 90_000].map(niceMaximum)).toEqual([1, 1, 20, 2_400, 60_000, 100_000])
  })
})

describe('the question', () => {
  it('is corrected where it makes no sense', () => {
    expect(usageQuestion(new URLSearchParams('meter=x&period=year&by=hour'))).toEqual({
      meter: 'messages',
      period: 'year',
      granularity: 'month',
      device: '',
    })
    expect(usageQuestion(new URLSearchParams('meter=storage_gb_hours&device=d')).meter).toBe('messages')
    expect(usageQuestion(new URLSearchParams('meter=points&period=7d&by=hour')).granularity).toBe('hour')
  })

  it('spans whole hours, days and months of UTC', () => {
    const now = at('2026-11-21T19:25:00Z')
    const from = (text: string) => new Date(usageSpan(usageQuestion(new URLSearchParams(text)), now).from).toISOString()
    expect(from('period=24h')).toBe('2026-11-20T20:00:00.000Z')
    expect(from('period=7d&by=hour')).toBe('2026-11-15T00:00:00.000Z')
    expect(from('period=month')).toBe('2026-11-01T00:00:00.000Z')
    expect(from('period=year')).toBe('2025-12-01T00:00:00.000Z')
  })

  it('has words for every meter', () => {
    for (const meter of METERS) expect(wordsOf(meter).counts).not.toBe('')
    expect(wordsOf('new_meter').name).toBe('new_meter')
  })
})

describe('a device', () => {
  it('has the meters that are counted by device, and messages for the others', () => {
    expect(METERS.map(byDevice)).toEqual(['messages', 'points', 'bytes_in', 'device_hours', 'messages', 'messages', 'messages'])
    const one = { messages: 1, points: 2, bytesIn: 3, deviceHours: 4 }
    expect(DEVICE_METERS.map((meter) => quantityOf(one, meter))).toEqual([1, 2, 3, 4])
  })
})
