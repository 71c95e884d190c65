import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useLivePoints, type LivePoint } from '@/api/live'
import { latestQuery } from '@/api/plant'
import { Ago, Badge, Empty, Loaded, measured, Panel, Table } from '@/design'
import styles from './Devices.module.css'

const uncertain = 64

interface Value {
  tag: string
  unit?: string | null
  ts: string
  value: unknown
  quality: number
}

function isValue(value: unknown): value is number | string | boolean {
  return ['number', 'string', 'boolean'].includes(typeof value)
}

/** The last value of each tag; it moves while the device sends. */
export function ValuesNow({ tenant, device, live: sends }: { tenant: string; device: string; live: boolean }) {
  const latest = useQuery(latestQuery(tenant, device))
  const [heard, setHeard] = useState<ReadonlyMap<string, LivePoint>>(new Map())
  const live = useLivePoints(tenant, { device: [device], enabled: sends }, (point) =>
    setHeard((before) => {
      const known = before.get(point.tag)
      return known && known.ts > point.ts ? before : new Map(before).set(point.tag, point)
    }),
  )
  const values = (known: readonly Value[]): Value[] => {
    const all = new Map(known.map((value) => [value.tag, value]))
    heard.forEach((point, tag) => {
      if ((all.get(tag)?.ts ?? '') <= point.ts) all.set(tag, point)
    })
    return [...all.values()].sort((one, other) => one.tag.localeCompare(other.tag))
  }
  return (
    <Panel
      actions={
        <>
          {sends ? (
            <Badge tone={live.connected ? 'good' : undefined}>{live.connected ? 'Live' : 'Connecting'}</Badge>
          ) : null}
          <Link to={`/t/${tenant}/explore?${series(device, values(latest.data ?? []))}`}>Explore</Link>
        </>
      }
      flush
      title={sends ? 'Values now' : 'Last values'}
    >
      <Loaded
        empty={{
          when: (points) => values(points).length === 0,
          show: (
            <Empty title="No value has come yet">
              The first ones come as soon as the agent runs and reaches its machine: <code>./millwright edge status</code> on
              the device says what it waits for.
            </Empty>
          ),
        }}
        query={latest}
      >
        {(points) => (
          <Table
            caption="Values now"
            columns={[
              { header: 'Tag', cell: (value) => value.tag },
              {
                header: 'Value',
                end: true,
                cell: (value) => (
                  <span className={value.quality < uncertain ? styles.bad : styles.value}>
                    {isValue(value.value) ? measured(value.value, value.unit ?? null) : '–'}
                  </span>
                ),
              },
              {
                header: 'Quality',
                cell: (value) => (value.quality < uncertain ? <Badge tone="bad">{`Bad (${String(value.quality)})`}</Badge> : 'Good'),
              },
              { header: 'Measured', cell: (value) => <Ago at={value.ts} /> },
            ]}
            rowKey={(value) => value.tag}
            rows={values(points)}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function series(device: string, values: readonly Value[]): string {
  return new URLSearchParams(values.slice(0, 4).map((value) => ['series', `${device}:${value.tag}`])).toString()
}
