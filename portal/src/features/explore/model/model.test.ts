// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { axisOf, isDrawn, lineOf } from './line'
import { LiveWindow } from './live'
import { gapsOf, summary, type Point, type Series } from './points'
import { MOST_SERIES, parametersOf, questionOf, spanOf, zoomed } from './question'
import { bucketAsked, bucketLength, bucketName, isTooFine } from './resolution'
import { fileName, rows } from './table'

const HOUR = 3_600_000
const DAY = 24 * HOUR

function series(tag: string, points: Point[], unit?: string): Series {
  return { device: 'd-1', tag, unit, points }
}

function every(distance: number, count: number, from = 0): Point[] {
  return Array.from({ length: count }, (_, index) => ({ ts: from + index * distance, value: index }))
}

describe('the resolution', () => {
  it('is whatever the platform says, in a length and in words', () => {
    expect(['raw', '10s', '5m', '6h', '1d'].map(bucketLength)).toEqual([0, 10_000, 300_000, 6 * HOUR, DAY])
    expect(['raw', '10s', '1m', '6h'].map(bucketName)).toEqual(['Every point', '10 seconds', '1 minute', '6 hours'])
  })

  it('is the chosen one until that would be more than is fetched', () => {
    expect(bucketAsked('raw', HOUR)).toBe('raw')
    expect(isTooFine('raw', DAY)).toBe(true)
    expect(bucketAsked('raw', DAY)).toBe('auto')
    expect(bucketAsked('auto', HOUR)).toBe('auto')
  })
})

describe('the address of the page', () => {
  it('says what is shown and is read again', () => {
    const question = questionOf(
      new URLSearchParams('view=history&series=d-1:flow&series=d-2:a:b&range=6h&bucket=1m&aggregate=max'),
    )
    expect(question).toMatchObject({
      view: 'history',
      series: [
        { device: 'd-1', tag: 'flow' },
        { device: 'd-2', tag: 'a:b' },
      ],
      range: '6h',
      zoom: null,
      bucket: '1m',
      aggregate: 'max',
    })
    expect(questionOf(parametersOf(question))).toEqual(question)
  })

  it('leaves out what makes no sense', () => {
    const many = Array.from({ length: 20 }, (_, index) => `series=d:${String(index)}`).join('&')
    const question = questionOf(new URLSearchParams(`view=x&series=nothing&series=:t&${many}&range=2y&from=1&to=x`))
    expect(question).toMatchObject({ view: 'live', range: '1h', zoom: null, bucket: 'auto', aggregate: 'avg' })
    expect(question.series).toHaveLength(MOST_SERIES)
  })

  it('carries a zoom instead of the range', () => {
    const zoom = { from: Date.parse('2026-11-21T10:00:00Z'), to: Date.parse('2026-11-21T11:00:00Z') }
    const question = { ...questionOf(new URLSearchParams()), zoom }
    expect(questionOf(parametersOf(question)).zoom).toEqual(zoom)
    expect(spanOf(question, 0)).toEqual(zoom)
    expect(spanOf({ range: '15m', zoom: null }, 1_000_000)).toEqual({ from: 100_000, to: 1_000_000 })
  })

  it('is not changed by a drag that was a click', () => {
    expect(zoomed(5_000, 5_200)).toBeNull()
    expect(zoomed(9_000.4, 5_000.6)).toEqual({ from: 5_000, to: 9_001 })
  })
})

describe('gaps', () => {
  it('are seen where a tag was silent for longer than its heartbeat', () => {
    const points = [...every(1_000, 10), ...every(1_000, 10, 200_000)]
    expect(gapsOf(points, 'raw')).toEqual([{ from: 9_000, to: 200_000 }])
    expect(gapsOf(every(60_000, 10), 'raw')).toEqual([])
  })

  it('follow the rhythm of a slow tag', () => {
    expect(gapsOf(every(300_000, 10), 'raw')).toEqual([])
  })

  it('are missing buckets', () => {
    expect(gapsOf([...every(HOUR, 3), ...every(HOUR, 3, 5 * HOUR)], '1h')).toEqual([{ from: 2 * HOUR, to: 5 * HOUR }])
    expect(gapsOf([...every(HOUR, 3), ...every(HOUR, 3, 4 * HOUR)], '1h')).toHaveLength(1)
    expect(gapsOf(every(60_000, 100), '10s')).toEqual([])
  })

  it('end the line in the chart', () => {
    const line = lineOf(series('a', [...every(1_000, 2), ...every(1_000, 2, 200_000)]), 'raw')
    expect(line).toEqual([
      [0, 0],
      [1_000, 1],
      [1_001, null],
      [200_000, 0],
      [201_000, 1],
    ])
  })
})

describe('a line', () => {
  const mixed = series('a', [
    { ts: 0, value: 1, quality: 192 },
    { ts: 1_000, value: 2, quality: 24 },
    { ts: 2_000, value: 'on', quality: 192 },
    { ts: 3_000, value: true, quality: 192 },
  ])

  it('ends at bad values and at texts', () => {
    expect(lineOf(mixed, 'raw').map(([, value]) => value)).toEqual([1, null, null, 1])
    expect(isDrawn(mixed)).toBe(true)
    expect(isDrawn(series('b', [{ ts: 0, value: 'on' }]))).toBe(false)
  })

  it('has the axis of its unit, and a switch one of its own', () => {
    expect(axisOf(series('a', every(1, 2), 'bar'))).toBe('bar')
    expect(axisOf(series('a', [{ ts: 0, value: false }]))).toBe('on or off')
    expect(axisOf(series('a', []))).toBeUndefined()
  })
})

describe('the table', () => {
  const two = [series('a', [{ ts: 0, value: 1 }, { ts: 1_000, value: 5, quality: 0 }], 'bar'), series('=b', [{ ts: 0, value: 'x' }])]

  it('has the newest first and says which value is bad', () => {
    expect(rows(two, 10)).toEqual([
      { ts: 1_000, values: [null, undefined] },
      { ts: 0, values: [1, 'x'] },
    ])
    expect(rows(two, 1)).toHaveLength(1)
  })

  it('is called after what is in it', () => {
    expect(fileName('acme', two, 0, 60_000)).toBe('acme-2-tags-19700101T0000-19700101T0001.csv')
    expect(fileName('acme', two.slice(0, 1), 0, 60_000)).toBe('acme-d-1-a-19700101T0000-19700101T0001.csv')
  })

  it('is summed up without texts and bad values', () => {
    expect(summary(two[0]!, 'raw')).toMatchObject({ count: 2, min: 1, max: 1, mean: 1, gaps: 0 })
    expect(summary(two[1]!, 'raw')).toMatchObject({ count: 1, min: null, mean: null })
  })
})

describe('the live window', () => {
  const flow = { device: 'd-1', tag: 'flow' }

  it('keeps points in order, each once, and forgets old ones', () => {
    const live = new LiveWindow(10_000)
    for (const ts of [1_000, 3_000, 2_000, 3_000, 12_500]) {
      live.accept(flow, 'm3/h', { ts, value: ts })
    }
    const [now] = live.series([flow], 12_500)
    expect(now?.points.map((point) => point.ts)).toEqual([3_000, 12_500])
    expect(now?.unit).toBe('m3/h')
  })

  it('has nothing of a series that never came', () => {
    expect(new LiveWindow(1).series([flow], 0)).toEqual([{ ...flow, unit: undefined, points: [] }])
  })
})
