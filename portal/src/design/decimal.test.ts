// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { decimal, dividedHalfUp, plus, sameNumber, text, times, ZERO } from './decimal'

describe('decimals', () => {
  it('add without the errors of floats', () => {
    expect(text(plus(decimal(0.1), decimal(0.2)))).toBe('0.3')
    expect([0.1, 0.2, 0.3].map(decimal).reduce(plus, ZERO)).toEqual({ units: 6n, scale: 1 })
  })

  it('round a half away from zero', () => {
    expect(dividedHalfUp(decimal('2.5'), 1n)).toBe(3n)
    expect(dividedHalfUp(decimal('2.49999'), 1n)).toBe(2n)
    expect(dividedHalfUp(decimal(-5), 2n)).toBe(-3n)
    expect(dividedHalfUp(times(decimal(1_500_000), decimal(150)), 1_000_000n)).toBe(225n)
  })

  it('read what JSON writes as an exponent', () => {
    expect(text(decimal(1e21))).toBe('1000000000000000000000')
    expect(text(decimal(1.5e-7))).toBe('0.00000015')
    expect(sameNumber(decimal('1.500'), decimal(1.5))).toBe(true)
    expect(() => decimal('NaN')).toThrow(RangeError)
  })
})
