// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { changed } from './changes'
import { newConnection, newFleet, newTag, type FleetDraft } from './draft'
import { placed } from './faults'
import { pastedTags } from './pasted'
import { rolloutProgress } from './progress'
import { addressWarning, helpFor, PROTOCOLS } from './protocol'
import { draftOf, specificationOf } from './specification'
import { faultsOf } from './validation'

function pressLine(change: Partial<FleetDraft> = {}): FleetDraft {
  const connection = newConnection('press', 'modbus-tcp', 'modbus-tcp://${plc}:502?default-unit-identifier=1')
  const tag = { ...newTag(undefined, 'press'), name: 'temperature', address: 'holding-register:100:REAL', unit: 'Cel' }
  return { ...newFleet('bremen'), name: 'press-line', connections: [connection], tags: [tag], ...change }
}

function changedTag(change: Partial<FleetDraft['tags'][number]>): FleetDraft {
  const fleet = pressLine()
  return { ...fleet, tags: fleet.tags.map((tag) => ({ ...tag, ...change })) }
}

function changedConnection(change: Partial<FleetDraft['connections'][number]>): FleetDraft {
  const fleet = pressLine()
  return { ...fleet, connections: fleet.connections.map((connection) => ({ ...connection, ...change })) }
}

describe('validation', () => {
  it('finds nothing in what the samples have', () => {
    expect(faultsOf(pressLine())).toEqual([])
    expect(faultsOf(pressLine({ connections: [], tags: [] }))).toEqual([])
  })

  it.each([
    ['name', pressLine({ name: 'Press Line' })],
    ['name', pressLine({ name: 'x'.repeat(41) })],
    ['siteRef', pressLine({ siteRef: '' })],
    ['connections[0].name', { ...changedConnection({ name: 'Press' }), tags: [] }],
    ['connections[0].url', changedConnection({ url: 'opcua:tcp://${plc}' })],
    ['connections[0].url', changedConnection({ url: 'modbus-tcp://${PLC}' })],
    ['connections[0].url', changedConnection({ url: 'modbus-tcp://a b' })],
    ['connections[0].url', changedConnection({ url: 'modbus-tcp://user:secret@plc' })],
    ['connections[0].url', changedConnection({ url: 'modbus-tcp://plc?password=x' })],
    ['tags[0].name', changedTag({ name: '1st' })],
    ['tags[0].connection', changedTag({ connection: 'pump' })],
    ['tags[0].address', changedTag({ address: ' ' })],
    ['tags[0].address', changedTag({ address: '${Not}' })],
    ['tags[0].unit', changedTag({ unit: 'deg C' })],
    ['tags[0].interval', changedTag({ interval: '5ms' })],
    ['tags[0].deadband.absolute', changedTag({ deadband: '-1' })],
    ['tags[0].deadband.absolute', changedTag({ deadband: '0,2' })],
    ['tags[0].scale', changedTag({ scale: '0' })],
    ['tags[0].clamp', changedTag({ min: '5', max: '4' })],
    ['enrollment.maxDevices', pressLine({ maxDevices: '-1' })],
    ['enrollment.codeLifetime', pressLine({ codeLifetime: '30 s' })],
    ['certificate.lifetime', pressLine({ certificateLifetime: '30m' })],
    ['rollout.steps', pressLine({ steps: '25, 5, 100' })],
    ['rollout.steps', pressLine({ steps: '5, 25' })],
    ['rollout.pauseAboveErrorPercent', pressLine({ pauseAboveErrorPercent: '101' })],
  ])('names %s', (field, draft) => {
    expect(faultsOf(draft).map((error) => error.field)).toEqual([field])
  })

  it('names both of two rows with one name', () => {
    const fleet = pressLine()
    const twice = { ...fleet, tags: [...fleet.tags, { ...fleet.tags[0]!, key: 'other' }] }
    expect(faultsOf(twice).map((error) => error.field)).toEqual(['tags[0].name', 'tags[1].name'])
  })

  it('lets a secret stand in a parameter', () => {
    expect(faultsOf(changedConnection({ url: 'modbus-tcp://plc?password=${password}' }))).toEqual([])
  })
})

describe('field errors of a problem', () => {
  const draft = pressLine({
    tags: ['a', 'b', 'c'].map((name) => ({ ...newTag(undefined, 'press'), name, address: 'coil:1' })),
  })
  const [a, , c] = draft.tags

  it('find the row by its place, with and without spec', () => {
    const faults = placed(
      [
        { field: 'spec.tags[2].address', message: 'wrong' },
        { field: 'tags[0].deadband.absolute', message: 'too small' },
      ],
      draft,
    )
    expect(faults.at.get(`tags.${c!.key}.address`)).toBe('wrong')
    expect(faults.at.get(`tags.${a!.key}.deadband`)).toBe('too small')
    expect(faults.elsewhere).toEqual([])
  })

  it('find the row by its name', () => {
    const faults = placed([{ field: '.spec.tags[name="c"].interval', message: 'expected string' }], draft)
    expect(faults.at.get(`tags.${c!.key}.interval`)).toBe('expected string')
  })

  it('stay with their row when rows have moved since', () => {
    const faults = placed([{ field: 'tags[2].address', message: 'wrong' }], draft)
    const moved = { ...draft, tags: [...draft.tags].reverse() }
    expect(faults.at.has(`tags.${moved.tags[0]!.key}.address`)).toBe(true)
  })

  it('are said elsewhere when no field shows them, and together when one field has several', () => {
    const faults = placed(
      [
        { field: '', message: 'every tag names one of the connections of its fleet' },
        { field: 'tags[9].address', message: 'gone' },
        { field: 'rollout.steps[1]', message: 'one' },
        { field: 'rollout.steps', message: 'two' },
      ],
      draft,
    )
    expect(faults.elsewhere.map((error) => error.field)).toEqual(['', 'tags[9].address'])
    expect(faults.at.get('rollout.steps')).toBe('one; two')
  })
})

describe('a draft', () => {
  it('becomes the same specification again', () => {
    const fleet = {
      name: 'press-line',
      siteRef: 'bremen',
      connections: [{ name: 'press', protocol: 'modbus-tcp' as const, url: 'modbus-tcp://${plc}' }],
      tags: [
        {
          name: 'temperature',
          connection: 'press',
          address: 'holding-register:100:REAL',
          unit: 'Cel',
          interval: '1s',
          deadband: { absolute: 0.2 },
          scale: 0.1,
          offset: -3,
          clamp: { min: -40, max: 200 },
        },
        { name: 'running', connection: 'press', address: 'coil:1', interval: '1s' },
      ],
      enrollment: {
        mode: 'ClaimCode' as const,
        approval: 'Manual' as const,
        maxDevices: 200,
        codeLifetime: '720h',
        allowedSerials: ['SN-1'],
      },
      certificate: { lifetime: '30d' },
      rollout: { steps: [5, 25, 100], pauseAboveErrorPercent: 2 },
    }
    const { name, ...specification } = fleet
    expect(draftOf(fleet).name).toBe(name)
    expect(specificationOf(draftOf(fleet))).toEqual(specification)
  })

  it('keeps that a machine tells by itself, as long as its protocol can', () => {
    const pump = { name: 'pump', protocol: 'opcua', url: 'opcua:tcp://${plc}', reading: 'Subscribe' }
    const draft = draftOf({ name: 'pump-line', siteRef: 'bremen', connections: [pump] })
    expect(specificationOf(draft).connections).toEqual([pump])

    const [connection] = draft.connections
    const other = connection === undefined ? [] : [{ ...connection, protocol: 's7' as const, url: 's7://${plc}' }]
    expect(specificationOf({ ...draft, connections: other }).connections).toEqual([
      { name: 'pump', protocol: 's7', url: 's7://${plc}' },
    ])
  })

  it('leaves out what nobody typed', () => {
    const specification = specificationOf(pressLine())
    expect(specification.tags[0]).toEqual({
      name: 'temperature',
      connection: 'press',
      address: 'holding-register:100:REAL',
      unit: 'Cel',
      interval: '1s',
    })
    expect(specification.enrollment).not.toHaveProperty('maxDevices')
    expect(specification.enrollment).not.toHaveProperty('allowedSerials')
  })
})

describe('protocols', () => {
  it('have examples that look like their addresses', () => {
    for (const protocol of PROTOCOLS) {
      const help = helpFor(protocol)
      expect(help.schemes.some((scheme) => help.url.startsWith(scheme))).toBe(true)
      for (const { address } of help.addresses) {
        expect(addressWarning(protocol, address)).toBeNull()
      }
    }
  })

  it('hint at an address of another protocol, and let placeholders be', () => {
    expect(addressWarning('modbus-tcp', 'ns=2;s=Pump.Flow')).toContain('Modbus TCP')
    expect(addressWarning('opcua', 'coil:1')).toContain('ns=2;s=Pump.Flow')
    expect(addressWarning('opcua', '${node}')).toBeNull()
  })
})

describe('a roll-out', () => {
  const figures = (updated: number, failed: number, step = 25) =>
    rolloutProgress({ enrolled: 20, rollout: { step, updated, failed }, pauseAboveErrorPercent: 2 })

  it('is nothing without devices', () => {
    expect(rolloutProgress({ enrolled: 0, rollout: { step: 5 }, pauseAboveErrorPercent: 2 })).toBeNull()
    expect(rolloutProgress({ enrolled: 3, rollout: null, pauseAboveErrorPercent: 2 })).toBeNull()
  })

  it('runs, pauses and is done', () => {
    expect(figures(5, 0)).toMatchObject({ tone: 'running', part: 0.25 })
    expect(figures(4, 1)).toMatchObject({ tone: 'paused' })
    expect(figures(20, 0, 100)).toMatchObject({ tone: 'done', part: 1 })
  })
})

describe('changes', () => {
  it('carry tags along when their connection is renamed', () => {
    const fleet = pressLine()
    const renamed = changed(fleet, { act: 'connection', key: fleet.connections[0]!.key, field: 'name', value: 'p2' })
    expect(renamed.tags[0]?.connection).toBe('p2')
  })

  it('bring the example of another protocol, but not over what was written', () => {
    const added = changed(newFleet('bremen'), { act: 'add-connection', protocol: 'modbus-tcp' })
    const { key } = added.connections[0]!
    expect(changed(added, { act: 'protocol', key, protocol: 'opcua' }).connections[0]?.url).toContain('opcua:tcp://')
    const written = changed(added, { act: 'connection', key, field: 'url', value: 'modbus-tcp://a' })
    expect(changed(written, { act: 'protocol', key, protocol: 'opcua' }).connections[0]?.url).toBe('modbus-tcp://a')
  })

  it('give every connection a name of its own', () => {
    const one = changed(newFleet('bremen'), { act: 'add-connection', protocol: 'modbus-tcp' })
    const two = changed(one, { act: 'add-connection', protocol: 'modbus-tcp' })
    expect(two.connections.map((connection) => connection.name)).toEqual(['machine', 'machine-2'])
  })
})

describe('pasted rows', () => {
  it('become tags, as a spreadsheet gives them', () => {
    const tags = pastedTags('flow\tns=2;s=Pump.Flow\tm3/h\n\nspeed\tns=2;s=Pump.Speed\n', pressLine())
    expect(tags).toMatchObject([
      { name: 'flow', address: 'ns=2;s=Pump.Flow', unit: 'm3/h', interval: '1s', connection: 'press' },
      { name: 'speed', address: 'ns=2;s=Pump.Speed', unit: '' },
    ])
    expect(new Set(tags.map((tag) => tag.key)).size).toBe(2)
  })

  it('may name their columns in any order', () => {
    expect(pastedTags('Unit,Address,Name,Note\nbar,coil:1,p,x', pressLine())).toMatchObject([
      { name: 'p', address: 'coil:1', unit: 'bar' },
    ])
  })
})
