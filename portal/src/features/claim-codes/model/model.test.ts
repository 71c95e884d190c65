// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { codeRows, enrollCommand } from './command'
import { orderFaults, orderOf } from './order'

describe('an order', () => {
  it('is sent without what nobody typed', () => {
    expect(orderOf({ count: '3', life: ' ', parameters: { plc: '', node: ' 10.0.0.5 ' } })).toEqual({
      count: 3,
      parameters: { node: '10.0.0.5' },
    })
    expect(orderOf({ count: '1', life: '24h', parameters: {} })).toEqual({ count: 1, expiresIn: '24h' })
  })

  it('names everything that is wrong at once', () => {
    const faults = orderFaults({ count: '501', life: '2y', parameters: { plc: 'a b', node: '' } })
    expect(faults.map((fault) => fault.field)).toEqual(['count', 'expiresIn', 'parameters.plc'])
    expect(orderFaults({ count: '500', life: '365d', parameters: { plc: '127.0.0.1:5020' } })).toEqual([])
    expect(orderFaults({ count: '0', life: '', parameters: {} })).toHaveLength(1)
  })
})

describe('the command', () => {
  const ticket = 'millwright:enroll?u=https://127.0.0.1:8443&c=MW0123%2A&f=ab'

  it('is one line that a shell takes as it is', () => {
    expect(enrollCommand(ticket, [], {})).toBe(
      `./millwright edge enroll --ticket '${ticket}' --serial SERIAL --state ./box`,
    )
  })

  it('asks for the parameters that the code does not bring along', () => {
    expect(enrollCommand(ticket, ['node', 'plc'], { node: '7' })).toMatch(/--state \.\/box --parameter plc=VALUE$/)
  })

  it('cannot be broken out of', () => {
    expect(enrollCommand("a'; rm -rf /", [], {})).toContain("--ticket 'a'\\''; rm -rf /'")
  })

  it('has a file of codes for labels', () => {
    expect(codeRows([{ code: 'MW-0123', ticket, expiresAt: '2026-12-21T00:00:00Z' }])).toHaveLength(2)
  })
})
