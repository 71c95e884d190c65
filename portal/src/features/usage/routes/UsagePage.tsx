import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { Button, Choice, Empty, Figure, Figures, Loaded, Page, Panel, SelectField, Table } from '@/design'
import { csv } from '@/design/csv'
import { download } from '@/design/download'
import { quantity } from '@/design/quantity'
import { usageQuery } from '../api/usage'
import { Arrivals } from '../components/Arrivals'
import { BarChart } from '../components/BarChart'
import { ByDevice } from '../components/ByDevice'
import styles from '../components/Usage.module.css'
import { METERS, wordsOf } from '../model/meters'
import { offered, PERIOD_NAMES, PERIODS, usageQuestion, usageSpan } from '../model/question'
import { bars, type Bar, type Granularity } from '../model/spans'

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
const TILES = ['messages', 'points', 'device_hours', 'storage_gb_hours'] as const

function named(options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  return (bar: Bar) => format.format(bar.from)
}

/** What was used, as the ledger has it. */
export function UsagePage() {
  const { tenant = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const access = useAccess(tenant)
  // One moment for the whole page: a clock that goes on would be another question with every look.
  const [now] = useState(() => Date.now())
  const question = usageQuestion(parameters)
  const { meter, period, granularity } = question
  const span = usageSpan(question, now)
  const usage = useQuery(usageQuery(tenant, { meter, granularity }, span))
  const totals = useQuery(usageQuery(tenant, { granularity: 'total' }, span))
  const words = wordsOf(meter)
  const choose = (change: Record<string, string>) =>
    setParameters({ meter, period, by: granularity, ...change }, { replace: true })
  const nameOf = named(LONG[granularity])
  const valueOf = (bar: Bar) => `${quantity(bar.quantity)} ${words.unit}`
  const of = (key: string) => totals.data?.usage.find((one) => one.meter === key)?.quantity

  return (
    <Page lead="Counted in the transaction that stores your data: what is counted is stored, and what is stored is counted once." title="Usage">
      <div className={styles.bar}>
        <SelectField label="Meter" onChange={(event) => choose({ meter: event.target.value })} value={meter}>
          {METERS.map((key) => (
            <option key={key} value={key}>
              {wordsOf(key).name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Period"
          onChange={(event) => setParameters({ meter, period: event.target.value }, { replace: true })}
          value={period}
        >
          {PERIODS.map((key) => (
            <option key={key} value={key}>
              {PERIOD_NAMES[key]}
            </option>
          ))}
        </SelectField>
        <Choice
          chosen={granularity}
          label="Granularity"
          onChoose={(by) => choose({ by })}
          options={offered(period).map((key) => ({ key, name: `By ${key}` }))}
        />
      </div>
      <Figures label={PERIOD_NAMES[period]}>
        {TILES.map((key) => {
          const value = of(key)
          return (
            <Figure
              key={key}
              label={wordsOf(key).name}
              note={`${wordsOf(key).unit}, ${PERIOD_NAMES[period].toLowerCase()}`}
              value={value === undefined ? '–' : quantity(Math.round(value * 1000) / 1000)}
            />
          )
        })}
      </Figures>
      <Panel title={`${words.name} by ${granularity}`}>
        <p className={styles.note}>{`${words.counts} Days and months are those of UTC.`}</p>
        <Loaded query={usage}>
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
            return (
              <>
                <BarChart
                  bars={all}
                  label={`${words.name} by ${granularity}, ${PERIOD_NAMES[period].toLowerCase()}`}
                  nameOf={nameOf}
                  shortNameOf={named(SHORT[granularity])}
                  valueOf={valueOf}
                />
                <details className={styles.table}>
                  <summary>The same as a table</summary>
                  <Table
                    caption={`${words.name} by ${granularity}`}
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
                      download(
                        `${tenant}-${meter}-${granularity}.csv`,
                        'text/csv',
                        csv([
                          ['from', 'to', 'meter', 'quantity'],
                          ...all.map((bar) => [new Date(bar.from).toISOString(), new Date(bar.to).toISOString(), meter, bar.quantity]),
                        ]),
                      )
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
      {access.may('read-plant') ? <ByDevice tenant={tenant} /> : null}
      <Arrivals span={span} tenant={tenant} />
    </Page>
  )
}
