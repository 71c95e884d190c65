// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { draftOf, EMPTY_SITE, pastedCoordinates, siteFaults, specificationOf } from './draft'
import { plot } from './plot'

const bremen = { name: 'bremen', latitude: 53.08, longitude: 8.8 }
const ulm = { name: 'ulm', latitude: 48.4, longitude: 9.99 }

describe('the plot of sites', () => {
  it('is nothing without a place', () => {
    expect(plot([], 600, 300)).toBeNull()
  })

  it('puts a single site into the middle', () => {
    expect(plot([bremen], 600, 300)?.spots).toEqual([{ name: 'bremen', x: expect.closeTo(300), y: expect.closeTo(150) }])
  })

  it('has north above and east to the right, all inside', () => {
    const spots = plot([bremen, ulm], 600, 300)!.spots
    expect(spots[0]!.y).toBeLessThan(spots[1]!.y)
    expect(spots[0]!.x).toBeLessThan(spots[1]!.x)
    for (const { x, y } of plot([bremen, { name: 'x', latitude: -33, longitude: 151 }], 600, 300)!.spots) {
      expect(x).toBeGreaterThan(0)
      expect(x).toBeLessThan(600)
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(300)
    }
  })

  it('has a few lines with names that people know', () => {
    const lines = plot([bremen, ulm], 600, 300)!
    expect(lines.parallels.map((line) => line.label)).toContain('50° N')
    expect(lines.meridians.length).toBeLessThanOrEqual(7)
    expect(plot([{ name: 'o', latitude: 0, longitude: 0 }], 600, 300)!.parallels.map((line) => line.label)).toContain('0°')
  })
})

describe('a site', () => {
  const site = {
    name: 'bremen',
    displayName: 'Bremen works',
    timezone: 'Europe/Berlin',
    location: { latitude: 53.0793, longitude: 8.8017, address: 'Am Hafen 1' },
    hierarchy: { enterprise: 'Acme Pumps', area: 'Casting' },
    limits: { devices: 5 },
  }

  it('becomes the same specification again', () => {
    const { name, ...specification } = site
    expect(draftOf(site).name).toBe(name)
    expect(specificationOf(draftOf(site))).toEqual(specification)
    expect(siteFaults(draftOf(site))).toEqual([])
  })

  it('leaves out what nobody typed', () => {
    expect(specificationOf({ ...EMPTY_SITE, name: 'ulm' })).toEqual({ timezone: 'UTC' })
  })

  it.each([
    ['name', { name: 'Bremen' }],
    ['name', { name: 'service' }],
    ['timezone', { timezone: 'Berlin time' }],
    ['location.latitude', { latitude: '91' }],
    ['location.longitude', { longitude: 'east' }],
    ['location', { longitude: '' }],
    ['limits.devices', { devices: '-1' }],
    ['hierarchy.area', { area: 'x'.repeat(101) }],
  ])('is refused for its %s', (field, change) => {
    expect(siteFaults({ ...draftOf(site), ...change }).map((fault) => fault.field)).toEqual([field])
  })

  it('takes coordinates as maps copy them', () => {
    expect(pastedCoordinates('53.0793, 8.8017')).toEqual({ latitude: '53.0793', longitude: '8.8017' })
    expect(pastedCoordinates('53.0793')).toBeNull()
    expect(pastedCoordinates('Bremen, Germany')).toBeNull()
  })
})
