import { expect, test } from 'vitest'
import { readable } from './payload'

test('text is shown as text', () => {
  expect(readable(btoa('{"v":1}'))).toBe('{"v":1}')
})

test('what is no text is shown in hexadecimal', () => {
  expect(readable(btoa('\xff\x00a'))).toBe('ff 00 61')
  expect(readable(btoa('a\x07'))).toBe('61 07')
})

test('of a long one the beginning is shown', () => {
  expect(readable(btoa('x'.repeat(30_000)))).toBe(`${'x'.repeat(20_000)} …`)
})
