import { useState } from 'react'
import { count, dateTime, measured, Panel, Table } from '@/design'
import { summary, type Series, type Value } from '../model/points'
import { seriesKey } from '../model/question'
import type { Bucket } from '../model/resolution'
import { rows } from '../model/table'
import styles from './Explore.module.css'

const most = 300

interface SeriesTablesProps {
  series: readonly Series[]
  nameOf: (series: Series) => string
  bucket: Bucket
}

/** The same as the chart in words and numbers, for whoever does not see it or wants to read a value. */
export function SeriesTables({ series, nameOf, bucket }: SeriesTablesProps) {
  const [open, setOpen] = useState(false)
  const number = (value: number | null, one: Series) => (value === null ? '–' : measured(value, one.unit ?? null))
  const all = open ? rows(series, most) : []
  return (
    <>
      <Panel flush title="In numbers">
        <Table
          caption="Figures of each tag"
          columns={[
            { header: 'Tag', cell: ({ one }) => nameOf(one) },
            { header: 'Last', end: true, cell: ({ one, figures }) => shown(figures.last?.value, one.unit) },
            { header: 'Minimum', end: true, cell: ({ one, figures }) => number(figures.min, one) },
            { header: 'Mean', end: true, cell: ({ one, figures }) => number(figures.mean, one) },
            { header: 'Maximum', end: true, cell: ({ one, figures }) => number(figures.max, one) },
            { header: bucket === 'raw' ? 'Points' : 'Buckets', end: true, cell: ({ figures }) => count(figures.count) },
            { header: 'Gaps', end: true, cell: ({ figures }) => count(figures.gaps) },
          ]}
          rowKey={({ one }) => seriesKey(one)}
          rows={series.map((one) => ({ one, figures: summary(one, bucket) }))}
        />
      </Panel>
      <details className={styles.values} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Values as a table</summary>
        {open ? (
          <Table
            caption={`Values, newest first, at most ${String(most)} rows`}
            columns={[
              { header: 'Time', cell: (row) => dateTime(row.ts) },
              ...series.map((one, index) => ({
                header: nameOf(one),
                end: true,
                cell: (row: (typeof all)[number]) => (row.values[index] === null ? 'bad' : shown(row.values[index], one.unit)),
              })),
            ]}
            rowKey={(row) => row.ts}
            rows={all}
          />
        ) : null}
      </details>
    </>
  )
}

function shown(value: Value | null | undefined, unit: string | undefined): string {
  return value === null || value === undefined ? '' : measured(value, unit ?? null)
}
