// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { completenessSentence, gapSentence, share, streamFigures, totals } from './completeness'
import { matches, parametersOf, selectionOf } from './selection'
import { certificateLife, configurationSentence, presence, stateName, waitsSentence } from './state'

describe('completeness', () => {
  it('tells what is stored from what waits and what is lost', () => {
    const stream = { stream: 'k3x9', committed: 100, missing: [[11, 20], [50, 50]], lost: 4 }
    expect(streamFigures(stream)).toEqual({ stream: 'k3x9', upTo: 100, stored: 85, awaited: 11, lost: 4 })
    expect(totals([stream, { stream: 'b', committed: 5, missing: null, lost: 0 }])).toEqual({
      upTo: 105,
      stored: 90,
      awaited: 11,
      lost: 4,
    })
  })

  it('is never called whole while something is missing', () => {
    expect([1, 0.999999, 0.9951, 0.5].map(share)).toEqual(['100 %', '99.999 %', '99.51 %', '50.0 %'])
  })

  it('is a sentence', () => {
    expect(completenessSentence([])).toBe('Nothing has come from this device yet.')
    expect(completenessSentence([{ stream: 'a', committed: 1_200, missing: [], lost: 0 }])).toContain('All 1,200')
    expect(completenessSentence([{ stream: 'a', committed: 10, missing: [[3, 4]], lost: 1 }])).toBe(
      '7 messages stored, 2 messages still to come from the buffer, 1 message lost at the device.',
    )
  })

  it('says why there is a gap', () => {
    expect(gapSentence({ stream: 'a', from: 44, to: 51, reason: 'cap' })).toBe(
      '8 messages, number 44 to 51. The buffer was full: the oldest messages gave way.',
    )
    expect(gapSentence({ stream: 'a', from: 7, to: 7, reason: 'rust' })).toBe('1 message, number 7. Reason: rust.')
  })
})

describe('a device', () => {
  it('is online, offline, or nobody knows', () => {
    expect(presence({ state: 'active', connected: true }).word).toBe('Online')
    expect(presence({ state: 'active', connected: false })).toEqual({ tone: 'bad', word: 'Offline' })
    expect(presence({ state: 'active' }).word).toBe('Not known')
    expect(presence({ state: 'revoked', connected: false }).tone).toBe('neutral')
    expect(stateName('pending')).toBe('Waits for approval')
  })

  it('says what it waits for and what to do', () => {
    expect(waitsSentence('serial-not-listed')).toContain('add the serial')
    expect(waitsSentence('moon')).toBe('It waits: moon.')
    expect(waitsSentence(null)).toBeNull()
  })

  it('has a certificate that is good, overdue, over or revoked', () => {
    const certificate = { issuedAt: '2026-11-01T00:00:00Z', notAfter: '2026-12-01T00:00:00Z' }
    const at = (day: string) => certificateLife(certificate, Date.parse(day)).tone
    expect(at('2026-11-15T00:00:00Z')).toBe('good')
    expect(at('2026-11-27T00:00:00Z')).toBe('warning')
    expect(at('2026-12-02T00:00:00Z')).toBe('bad')
    expect(
      certificateLife({ ...certificate, revokeAt: '2026-11-02T00:00:00Z' }, Date.parse('2026-11-03T00:00:00Z')).sentence,
    ).toContain('Revoked')
  })

  it('says how far its configuration is', () => {
    expect(configurationSentence({})).toContain('nothing')
    expect(configurationSentence({ hash: 'a', sentAt: 'x' })).toContain('not answered')
    expect(configurationSentence({ hash: 'a', error: 'no such tag', acknowledgedAt: 'x' })).toContain('no such tag')
  })
})

describe('the selection', () => {
  it('lives in the address', () => {
    const selection = { state: 'pending', fleet: 'press-line', site: '', text: 'sn' } as const
    expect(selectionOf(parametersOf(selection))).toEqual(selection)
    expect(selectionOf(new URLSearchParams('state=x')).state).toBe('')
  })

  it('finds by site and by what is written on the box', () => {
    const device = { id: 'd-1', serial: 'SN-77', model: 'box', site: 'bremen' }
    const all = selectionOf(new URLSearchParams())
    expect(matches(device, { ...all, text: ' sn-7 ' })).toBe(true)
    expect(matches(device, { ...all, text: 'sn-8' })).toBe(false)
    expect(matches(device, { ...all, site: 'ulm' })).toBe(false)
  })
})
