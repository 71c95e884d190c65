import type { ReactNode } from 'react'
import { Button, Empty, Loaded, Panel, Table } from '@/design'
import { csv } from '@/design/csv'
import { download } from '@/design/download'
import { quantity } from '@/design/quantity'
import { wordsOf } from '../model/meters'
import { PERIOD_NAMES, type UsageQuestion } from '../model/question'
import { bars, type Bar, type Granularity, type Quantity } from '../model/spans'
import { BarChart } from './BarChart'
import styles from './Usage.module.css'

const LONG: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
  month: { month: 'long', year: 'numeric' },
}
const SHORT: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
}

function named(options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  return (bar: Bar) => format.format(bar.from)
}

interface OverTimeProps {
  /** Begins the name of the file. */
  of: string
  /** What the quantities are, such as "Messages of SN-1". */
  name: string
  question: UsageQuestion
  span: { from: number; to: number }
  query: { data: { usage: Quantity[] } | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  actions?: ReactNode
}

/** One meter span by span, as a chart, a table and a file. */
export function OverTime({ of, name, question, span, query, actions }: OverTimeProps) {
  const { meter, period, granularity } = question
  const words = wordsOf(meter)
  const title = `${name} by ${granularity}`
  const nameOf = named(LONG[granularity])
  return (
    <Panel actions={actions} title={title}>
      <p className={styles.note}>{`${words.counts} Days and months are those of UTC.`}</p>
      <Loaded query={query}>
        {(answer) => {
          const all = bars(answer.usage, meter, span.from, span.to, granularity)
          if (all.every((bar) => bar.quantity === 0)) {
            return (
              <Empty title="Nothing was used in this time">
                {meter === 'api_calls'
                  ? 'Calls count when they are made with an API key of this tenant.'
                  : 'Usage appears a few seconds after a device has sent something.'}
              </Empty>
            )
          }
          const rows = all.map((bar) => [new Date(bar.from).toISOString(), new Date(bar.to).toISOString(), meter, bar.quantity])
          return (
            <>
              <BarChart
                bars={all}
                label={`${title}, ${PERIOD_NAMES[period].toLowerCase()}`}
                nameOf={nameOf}
                shortNameOf={named(SHORT[granularity])}
                valueOf={(bar) => `${quantity(bar.quantity)} ${words.unit}`}
              />
              <details className={styles.table}>
                <summary>The same as a table</summary>
                <Table
                  caption={title}
                  columns={[
                    { header: `From (UTC)`, cell: nameOf },
                    { header: words.name, end: true, cell: (bar) => quantity(bar.quantity) },
                  ]}
                  rowKey={(bar) => bar.from}
                  rows={[...all].reverse()}
                />
              </details>
              <div>
                <Button
                  onClick={() =>
                    download(`${of}-${meter}-${granularity}.csv`, 'text/csv', csv([['from', 'to', 'meter', 'quantity'], ...rows]))
                  }
                  small
                >
                  Download CSV
                </Button>
              </div>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
