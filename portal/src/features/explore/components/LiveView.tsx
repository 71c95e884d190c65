import { useEffect, useRef, useState } from 'react'
import { useLivePoints } from '@/api/live'
import { Actions, Badge, Button, Failure, Panel } from '@/design'
import { history } from '../api/history'
import { LiveWindow } from '../model/live'
import type { Series } from '../model/points'
import { seriesKey, type SeriesName } from '../model/question'
import { useVisible } from './useVisible'
import { SeriesChart } from './SeriesChart'
import { SeriesTables } from './SeriesTables'

const length = 300_000
const beat = 500

interface LiveViewProps {
  tenant: string
  names: readonly SeriesName[]
  nameOf: (series: SeriesName) => string
}

/** The last five minutes, moving. What nobody looks at is not fetched: a hidden page and a pause end the stream. */
export function LiveView({ tenant, names, nameOf }: LiveViewProps) {
  const visible = useVisible()
  const [paused, setPaused] = useState(false)
  const running = visible && !paused
  const points = useRef(new LiveWindow(length))
  const [shown, setShown] = useState<{ now: number; series: Series[] }>(() => ({ now: Date.now(), series: [] }))
  const wanted = names.map(seriesKey).join('\n')
  const keys = new Set(names.map(seriesKey))

  const live = useLivePoints(
    tenant,
    {
      device: [...new Set(names.map((name) => name.device))],
      tag: [...new Set(names.map((name) => name.tag))],
      enabled: running,
    },
    (point) => {
      if (keys.has(seriesKey(point))) {
        points.current.accept(point, point.unit, { ts: Date.parse(point.ts), value: point.value, quality: point.quality })
      }
    },
  )

  // What was before the stream began, or while it was away.
  const latestNames = useRef(names)
  useEffect(() => {
    latestNames.current = names
  })
  const connected = live.connected
  useEffect(() => {
    if (!running) return
    const ending = new AbortController()
    const now = Date.now()
    const span = { from: now - length, to: now + 60_000 }
    if (latestNames.current.length > 0) {
      history(tenant, { names: latestNames.current, span, bucket: 'raw', aggregate: 'avg' }, ending.signal).then(
        ({ series }) => series.forEach((one) => one.points.forEach((point) => points.current.accept(one, one.unit, point))),
        () => undefined, // The stream goes on without it.
      )
    }
    return () => ending.abort()
  }, [tenant, wanted, running, connected])

  useEffect(() => {
    if (!running) return
    const draw = () => {
      const now = Date.now()
      setShown({ now, series: points.current.series(latestNames.current, now) })
    }
    draw()
    const timer = setInterval(draw, beat)
    return () => clearInterval(timer)
  }, [wanted, running])

  if (live.problem) return <Failure error={live.problem} />
  return (
    <>
      <Panel
        actions={
          <Actions>
            <span role="status">
              <Badge tone={running && connected ? 'good' : undefined}>
                {paused ? 'Paused' : connected ? 'Live' : 'Connecting'}
              </Badge>
            </span>
            <Button onClick={() => setPaused(!paused)} small>
              {paused ? 'Go on' : 'Pause'}
            </Button>
          </Actions>
        }
        title="Last five minutes"
      >
        <SeriesChart
          bucket="raw"
          label={`Values of the last five minutes: ${names.map(nameOf).join(', ')}`}
          nameOf={nameOf}
          series={shown.series}
          span={{ from: shown.now - length, to: shown.now }}
        />
      </Panel>
      <SeriesTables bucket="raw" nameOf={nameOf} series={shown.series} />
    </>
  )
}
