// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { compared } from './comparison'
import { readded, totalAgrees, windowQuestion, windowsAgree, type Line } from './proof'
import { chargeName, perName } from './words'

const messages: Line = {
  number: 2,
  tier: 'starter',
  charge: 'messages',
  quantity: 12_500_001,
  included: 1_000_000,
  per: 1_000_000,
  steps: [
    { quantity: 10_000_000, price: 150 },
    { quantity: 1_500_001, price: 120 },
  ],
  amount: 1_680,
}

describe('the proof of a line', () => {
  it('comes to the same amount', () => {
    expect(readded(messages)).toEqual({ amount: 1_680n, amountAgrees: true, quantityAgrees: true })
  })

  it('sees an amount that was changed', () => {
    expect(readded({ ...messages, amount: 1_681 }).amountAgrees).toBe(false)
  })

  it('sees a quantity that the steps do not cover', () => {
    expect(readded({ ...messages, quantity: 12_500_002 }).quantityAgrees).toBe(false)
  })

  it('has no steps while the included is not used up', () => {
    expect(readded({ ...messages, quantity: 40, steps: [], amount: 0 })).toEqual({
      amount: 0n,
      amountAgrees: true,
      quantityAgrees: true,
    })
  })

  it('accrues the base by the hour', () => {
    const base = { ...messages, charge: 'base', quantity: 499, included: 0, per: 720, steps: [{ quantity: 499, price: 49_000 }] }
    expect(readded({ ...base, amount: 33_960 })).toMatchObject({ amountAgrees: true, quantityAgrees: true })
  })

  it('adds hours exactly where floats would not', () => {
    expect(windowsAgree([0.1, 0.2], { quantity: 0.3 })).toEqual({ sum: '0.3', agrees: true })
    expect(windowsAgree([1, 2], { quantity: 4 })).toEqual({ sum: '3', agrees: false })
  })

  it('names the hours that it follows from', () => {
    expect(windowQuestion('/api/v1/tenants/acme/usage?meter=points&from=a&to=b&granularity=hour')).toEqual({
      meter: 'points',
      from: 'a',
      to: 'b',
      granularity: 'hour',
    })
  })

  it('adds up to the total with its corrections', () => {
    expect(totalAgrees({ total: 1_650 }, [{ amount: 1_680 }], [{ amount: -30 }])).toBe(true)
    expect(totalAgrees({ total: 1_680 }, [{ amount: 1_680 }], [{ amount: -30 }])).toBe(false)
  })
})

describe('a comparison of plans', () => {
  const of = (tier: string, total: number) => ({ tier, total, difference: total - 500 })

  it('shows the cheapest first', () => {
    const advice = compared([of('professional', 500), of('starter', 120), of('enterprise', 9_000)], 'professional')
    expect(advice.map((one) => one.tier)).toEqual(['starter', 'professional', 'enterprise'])
    expect(advice.map((one) => one.isCheapest)).toEqual([true, false, false])
    expect(advice[1]?.isPresent).toBe(true)
  })

  it('gives no reason to change for nothing', () => {
    const advice = compared([of('starter', 500), of('professional', 500)], 'professional')
    expect(advice[0]).toMatchObject({ tier: 'professional', isCheapest: true })
    expect(advice[1]?.isCheapest).toBe(false)
  })
})

describe('words', () => {
  it('say what one price buys', () => {
    expect(perName('messages', 1_000_000)).toBe('million messages')
    expect(perName('device_hours', 720)).toBe('720 device hours (a month of one)')
    expect(chargeName('something_new')).toBe('something_new')
  })
})
