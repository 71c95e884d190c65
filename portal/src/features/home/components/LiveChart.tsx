import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLivePoints, type LivePoint } from '@/api/live'
import { Badge, TimeChart, type Series } from '@/design'
import { useHistories } from '../api/recent'
import type { Chosen } from './chosen'

const window = 10 * 60_000
const shortest = 60_000
const frame = 500

type Point = readonly [number, number]

/** The last ten minutes of a few tags, going on as points are stored. */
export function LiveChart({ tenant, tags }: { tenant: string; tags: readonly Chosen[] }) {
  const [begin] = useState(() => new Date(Date.now() - window).toISOString())
  const histories = useHistories(tenant, tags, begin)
  const buffer = useRef<LivePoint[]>([])
  const [{ now, heard }, setHeard] = useState(() => ({ now: Date.now(), heard: new Map<string, readonly Point[]>() }))

  const onPoint = useCallback((point: LivePoint) => {
    buffer.current.push(point)
  }, [])
  const { connected } = useLivePoints(
    tenant,
    { device: [...new Set(tags.map((one) => one.device))], tag: [...new Set(tags.map((one) => one.tag))] },
    onPoint,
  )
  // Points may come by the hundred: the chart is drawn twice a second.
  useEffect(() => {
    const timer = setInterval(() => {
      const fresh = buffer.current
      buffer.current = []
      setHeard((before) => later(before.heard, fresh, Date.now()))
    }, frame)
    return () => clearInterval(timer)
  }, [])

  const several = new Set(tags.map((one) => one.device)).size > 1
  const series: Series[] = useMemo(
    () =>
      tags.map((one, index) => {
        const past = (histories[index] ?? []).flatMap((point): Point[] =>
          typeof point.value === 'number' ? [[Date.parse(point.ts), point.value]] : [],
        )
        const all = new Map([...past, ...(heard.get(keyOf(one)) ?? [])].filter(([at]) => at > now - window))
        return {
          label: several ? `${one.device} ${one.tag}` : one.tag,
          unit: one.unit,
          points: [...all].toSorted(([a], [b]) => a - b),
        }
      }),
    [tags, histories, heard, now, several],
  )
  // A tenant of two minutes is not drawn into the last fifth of ten.
  const first = Math.min(...series.flatMap((one) => one.points.slice(0, 1).map(([at]) => at)), now - shortest)
  return (
    <>
      <div>
        <Badge tone={connected ? 'good' : 'warn'}>{connected ? 'Live' : 'Connecting'}</Badge>
      </div>
      <TimeChart
        label={`The last ten minutes of ${tags.map((one) => `${one.tag} of ${one.device}`).join(', ')}`}
        range={[Math.max(first, now - window), now]}
        series={series}
      />
    </>
  )
}

/** What was heard up to now, without what has left the window. */
function later(heard: ReadonlyMap<string, readonly Point[]>, fresh: readonly LivePoint[], now: number) {
  const next = new Map<string, Point[]>()
  for (const [key, points] of heard) next.set(key, points.filter(([at]) => at > now - window))
  for (const point of fresh) {
    if (typeof point.value !== 'number') continue
    const key = keyOf(point)
    const points = next.get(key) ?? []
    points.push([Date.parse(point.ts), point.value])
    next.set(key, points)
  }
  return { now, heard: next }
}

function keyOf(one: { device: string; tag: string }): string {
  return `${one.device}\u0000${one.tag}`
}
