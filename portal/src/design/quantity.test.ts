// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { counted, quantity } from './quantity'

describe('quantities', () => {
  it('keep what a bill counts', () => {
    expect(quantity(1234.5678)).toBe('1,234.5678')
  })

  it('agree with their nouns', () => {
    expect(counted(1, 'device')).toBe('1 device')
    expect(counted(1200, 'device')).toBe('1,200 devices')
  })
})
