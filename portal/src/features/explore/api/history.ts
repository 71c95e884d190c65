import { useQueries } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { Schema } from '@/api/paths'
import type { Point, Series, Value } from '../model/points'
import { seriesKey, type SeriesName, type Span } from '../model/question'
import { MOST_POINTS, type Aggregate, type Bucket } from '../model/resolution'

const page = 10_000

export interface Fetched extends Series {
  /** There is more than is shown. */
  readonly cut: boolean
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

/** One tag within a span, page by page up to a bound. */
export async function history(
  tenant: string,
  name: SeriesName,
  span: Span,
  bucket: Bucket,
  aggregate: Aggregate,
  signal: AbortSignal,
): Promise<Fetched> {
  const points: Point[] = []
  let unit: string | undefined
  let cursor: string | undefined
  do {
    const answer: Schema<'History'> = await answered(
      api.GET('/api/v1/tenants/{t}/telemetry/history', {
        params: {
          path: { t: tenant },
          query: {
            device: name.device,
            tag: name.tag,
            from: new Date(span.from).toISOString(),
            to: new Date(span.to).toISOString(),
            limit: String(page),
            ...(bucket !== 'raw' && { bucket, aggregate }),
            ...(cursor !== undefined && { cursor }),
          },
        },
        signal,
      }),
    )
    points.push(...answer.points.map(pointOf))
    unit = answer.unit ?? undefined
    cursor = answer.next ?? undefined
  } while (cursor !== undefined && points.length < MOST_POINTS)
  return { ...name, unit, points, cut: cursor !== undefined }
}

/** Several tags at once; each is asked for by itself, so that one that fails does not take the others along. */
export function useHistory(
  tenant: string,
  names: readonly SeriesName[],
  span: Span,
  bucket: Bucket,
  aggregate: Aggregate,
) {
  return useQueries({
    queries: names.map((name) => ({
      queryKey: ['tenant', tenant, 'history', seriesKey(name), span.from, span.to, bucket, aggregate],
      queryFn: ({ signal }: { signal: AbortSignal }) => history(tenant, name, span, bucket, aggregate, signal),
      staleTime: 60_000,
    })),
    combine: (queries) => ({
      series: queries.flatMap((query) => (query.data ? [query.data] : [])),
      pending: queries.some((query) => query.isPending),
      error: queries.find((query) => query.error)?.error ?? null,
      refetch: () => Promise.all(queries.map((query) => query.refetch())),
    }),
  })
}
