import { AGGREGATES, BUCKETS, type Aggregate, type Choosable } from './resolution'

/** One tag of one device. */
export interface SeriesName {
  readonly device: string
  readonly tag: string
}

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]

const LENGTHS: Record<Range, number> = {
  '15m': 900_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
}

export const RANGE_NAMES: Record<Range, string> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
}

/** Milliseconds since the epoch; `to` exclusive. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What the page shows. It lives in the address, so that a view can be bookmarked and sent to a colleague. */
export interface Question {
  readonly view: 'live' | 'history'
  readonly series: readonly SeriesName[]
  readonly range: Range
  /** Chosen by hand or by zooming; it replaces the range. */
  readonly zoom: Span | null
  readonly bucket: Choosable | 'auto'
  readonly aggregate: Aggregate
}

/** As many lines as can be told apart. */
export const MOST_SERIES = 6

export function seriesKey({ device, tag }: SeriesName): string {
  return `${device}:${tag}`
}

function seriesOf(key: string): SeriesName[] {
  const colon = key.indexOf(':')
  return colon < 1 || colon === key.length - 1 ? [] : [{ device: key.slice(0, colon), tag: key.slice(colon + 1) }]
}

function one<T extends string>(known: readonly T[], text: string | null, otherwise: T): T {
  return known.find((word) => word === text) ?? otherwise
}

function zoomOf(parameters: URLSearchParams): Span | null {
  const from = Date.parse(parameters.get('from') ?? '')
  const to = Date.parse(parameters.get('to') ?? '')
  return from < to ? { from, to } : null
}

/** Whatever somebody typed into the address: what is not understood is left out. */
export function questionOf(parameters: URLSearchParams): Question {
  const keys = [...new Set(parameters.getAll('series'))]
  return {
    view: one(['live', 'history'], parameters.get('view'), 'live'),
    series: keys.flatMap(seriesOf).slice(0, MOST_SERIES),
    range: one(RANGES, parameters.get('range'), '1h'),
    zoom: zoomOf(parameters),
    bucket: one([...BUCKETS, 'auto'], parameters.get('bucket'), 'auto'),
    aggregate: one(AGGREGATES, parameters.get('aggregate'), 'avg'),
  }
}

export function parametersOf(question: Question): URLSearchParams {
  const parameters = new URLSearchParams()
  parameters.set('view', question.view)
  question.series.forEach((series) => parameters.append('series', seriesKey(series)))
  if (question.zoom) {
    parameters.set('from', new Date(question.zoom.from).toISOString())
    parameters.set('to', new Date(question.zoom.to).toISOString())
  } else {
    parameters.set('range', question.range)
  }
  if (question.bucket !== 'auto') parameters.set('bucket', question.bucket)
  if (question.aggregate !== 'avg') parameters.set('aggregate', question.aggregate)
  return parameters
}

export function spanOf(question: Pick<Question, 'range' | 'zoom'>, now: number): Span {
  return question.zoom ?? { from: now - LENGTHS[question.range], to: now }
}

/** A drag of a few pixels is a click, and a span of less than a second shows nothing. */
export function zoomed(from: number, to: number): Span | null {
  const span = { from: Math.floor(Math.min(from, to)), to: Math.ceil(Math.max(from, to)) }
  return span.to - span.from >= 1_000 ? span : null
}
