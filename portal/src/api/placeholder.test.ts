// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { askedParameters, parameterFault } from './placeholder'

describe('placeholders', () => {
  it('are found once each in connections and tags', () => {
    expect(
      askedParameters({
        connections: [{ url: 'modbus-tcp://${plc}:${port}' }],
        tags: [{ address: 'ns=2;s=${node}.Flow' }, { address: '${plc}' }, { address: '$plain ${Not-one}' }],
      }),
    ).toEqual(['node', 'plc', 'port'])
  })

  it('take no value that would give an address another meaning', () => {
    expect(parameterFault('127.0.0.1:5020')).toBeNull()
    for (const value of ['', 'a/b', 'a?b', 'a@b', '${x}', 'a b', 'x'.repeat(254)]) {
      expect(parameterFault(value)).toContain('1 to 253')
    }
  })
})
