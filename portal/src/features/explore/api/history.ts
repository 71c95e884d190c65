import { useQuery } from '@tanstack/react-query'
import { answered, api, authorizedFetch } from '@/api/client'
import type { Schema } from '@/api/paths'
import { Problem } from '@/api/problem'
import type { Point, Series, Value } from '../model/points'
import { seriesKey, type SeriesName, type Span } from '../model/question'
import { DRAWN_POINTS, MOST_POINTS, type Aggregate, type Bucket, type Choosable } from '../model/resolution'

const page = 10_000

export interface Fetched extends Series {
  /** There is more than is shown. */
  readonly cut: boolean
}

export interface History {
  /** What was asked for, or what the platform chose. */
  readonly bucket: Bucket
  readonly series: readonly Fetched[]
}

/** What is asked of some tags. */
export interface Asked {
  readonly names: readonly SeriesName[]
  readonly span: Span
  readonly bucket: Choosable | 'auto'
  readonly aggregate: Aggregate
}

function valueOf(value: unknown): Value | null {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null
}

function pointOf(point: Schema<'HistoryPoint'>): Point {
  return {
    ts: Date.parse(point.ts),
    value: valueOf(point.value),
    ...(typeof point.quality === 'number' && { quality: point.quality }),
    ...(typeof point.count === 'number' && { count: point.count }),
  }
}

/** Without the tags. */
function rangeOf({ span, bucket, aggregate }: Asked) {
  return {
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    bucket,
    ...(bucket !== 'raw' && { aggregate: [aggregate] }),
  }
}

function queryOf(asked: Asked) {
  return { series: asked.names.map(seriesKey), ...rangeOf(asked) }
}

/** Some tags within a span: what fits into one answer, and page by page up to a bound what goes beyond it. */
export async function history(tenant: string, asked: Asked, signal: AbortSignal): Promise<History> {
  const automatic = asked.bucket === 'auto'
  const answer = await answered(
    api.GET('/api/v1/tenants/{t}/telemetry/history', {
      params: {
        path: { t: tenant },
        query: { ...queryOf(asked), ...(automatic ? { points: String(DRAWN_POINTS) } : { limit: String(page) }) },
      },
      signal,
    }),
  )
  if (typeof answer === 'string' || !('series' in answer)) throw new Error('a list of tags was asked for')
  const series: Fetched[] = []
  for (const one of answer.series) {
    series.push(await whole(tenant, asked, one, signal))
  }
  return { bucket: answer.bucket ?? 'raw', series }
}

async function whole(tenant: string, asked: Asked, one: Schema<'SeriesPoints'>, signal: AbortSignal): Promise<Fetched> {
  const points = one.points.map(pointOf)
  let cursor = one.next ?? undefined
  while (cursor !== undefined && points.length < MOST_POINTS) {
    const answer = await answered(
      api.GET('/api/v1/tenants/{t}/telemetry/history', {
        params: {
          path: { t: tenant },
          query: { ...rangeOf(asked), device: one.device, tag: [one.tag], limit: String(page), cursor },
        },
        signal,
      }),
    )
    if (typeof answer === 'string' || !('points' in answer)) break
    points.push(...answer.points.map(pointOf))
    cursor = answer.next ?? undefined
  }
  return { device: one.device, tag: one.tag, unit: one.unit ?? undefined, points, cut: cursor !== undefined }
}

export function useHistory(tenant: string, asked: Asked) {
  const { names, span, bucket, aggregate } = asked
  return useQuery({
    queryKey: ['tenant', tenant, 'history', names.map(seriesKey), span.from, span.to, bucket, aggregate],
    queryFn: ({ signal }) => history(tenant, asked, signal),
    staleTime: 60_000,
  })
}

/** The same as a file, a row for each point: all of them, however many are drawn. */
export async function historyFile(tenant: string, asked: Asked, bucket: Bucket): Promise<Blob> {
  const query = new URLSearchParams({ format: 'csv' })
  for (const [name, value] of Object.entries({ ...queryOf(asked), bucket })) {
    ;[value].flat().forEach((one) => query.append(name, one))
  }
  if (bucket === 'raw') query.delete('aggregate')
  const path = `/api/v1/tenants/${encodeURIComponent(tenant)}/telemetry/history?${query.toString()}`
  const response = await authorizedFetch(new Request(new URL(path, location.origin)))
  if (!response.ok) throw await Problem.from(response)
  return response.blob()
}
