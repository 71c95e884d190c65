// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { csv } from './csv'

describe('CSV', () => {
  it('quotes what would break a row', () => {
    expect(csv([['a"b', 'c,d', 'e\nf', 1.5, true, null]])).toBe('"a""b","c,d","e\nf",1.5,true,\r\n')
  })

  it('disarms texts that a spreadsheet would run, and leaves numbers alone', () => {
    expect(csv([['=1+1', '@x', '-2', -2]])).toBe("'=1+1,'@x,'-2,-2\r\n")
  })
})
