import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Choice, Empty, Failure, FormProblem, Loading, Notice, Panel, SelectField } from '@/design'
import { download } from '@/design/download'
import { historyFile, useHistory } from '../api/history'
import { RANGE_NAMES, RANGES, spanOf, zoomed, type Question, type SeriesName } from '../model/question'
import { AGGREGATES, BUCKETS, bucketAsked, bucketName, isTooFine } from '../model/resolution'
import { fileName } from '../model/table'
import styles from './Explore.module.css'
import { SeriesChart } from './SeriesChart'
import { SeriesTables } from './SeriesTables'

const AGGREGATE_NAMES = {
  avg: 'Mean',
  min: 'Minimum',
  max: 'Maximum',
  last: 'Last',
  first: 'First',
  sum: 'Sum',
  count: 'Count of points',
}

interface HistoryViewProps {
  tenant: string
  names: readonly SeriesName[]
  nameOf: (series: SeriesName) => string
  question: Question
  onChange: (question: Question) => void
}

/** What was stored, within times. */
export function HistoryView({ tenant, names, nameOf, question, onChange }: HistoryViewProps) {
  // A range that ends now would be another question with every look at the clock.
  const [now, setNow] = useState(() => Date.now())
  const span = spanOf(question, now)
  const length = span.to - span.from
  const asked = { names, span, bucket: bucketAsked(question.bucket, length), aggregate: question.aggregate }
  const { data, isPending: pending, error, refetch } = useHistory(tenant, asked)
  const series = data?.series ?? []
  const bucket = data?.bucket ?? 'raw'
  const exporting = useMutation({
    mutationFn: () => historyFile(tenant, asked, bucket),
    onSuccess: (file) => download(fileName(tenant, series, span.from, span.to), 'text/csv', file),
  })
  const cut = series.filter((one) => one.cut)
  const nothing = series.every((one) => one.points.length === 0)

  return (
    <>
      <div className={styles.bar}>
        <Choice
          chosen={question.zoom ? ('' as never) : question.range}
          label="Time range"
          onChoose={(range) => {
            setNow(Date.now())
            onChange({ ...question, range, zoom: null })
          }}
          options={RANGES.map((key) => ({ key, name: key }))}
        />
        <Button onClick={() => (question.zoom ? onChange({ ...question, zoom: null }) : setNow(Date.now()))} small>
          {question.zoom ? 'Zoom out' : 'To now'}
        </Button>
      </div>
      <div className={styles.bar}>
        <div className={styles.field}>
          <SelectField
            label="Resolution"
            onChange={(event) => {
              const chosen = [...BUCKETS, 'auto' as const].find((one) => one === event.target.value) ?? 'auto'
              onChange({ ...question, bucket: chosen })
            }}
            value={asked.bucket}
          >
            <option value="auto">
              {asked.bucket === 'auto' && data ? `Automatic (${bucketName(bucket).toLowerCase()})` : 'Automatic'}
            </option>
            {BUCKETS.map((one) => (
              <option disabled={isTooFine(one, length)} key={one} value={one}>
                {bucketName(one)}
              </option>
            ))}
          </SelectField>
        </div>
        <div className={styles.field}>
          <SelectField
            disabled={asked.bucket === 'raw'}
            label="Each bucket shows"
            onChange={(event) => {
              const chosen = AGGREGATES.find((one) => one === event.target.value) ?? 'avg'
              onChange({ ...question, aggregate: chosen })
            }}
            value={question.aggregate}
          >
            {AGGREGATES.map((one) => (
              <option key={one} value={one}>
                {AGGREGATE_NAMES[one]}
              </option>
            ))}
          </SelectField>
        </div>
        <Button busy={exporting.isPending} disabled={pending || nothing} onClick={() => exporting.mutate()}>
          Download CSV
        </Button>
      </div>
      {exporting.error ? <FormProblem error={exporting.error} /> : null}
      {cut.length > 0 ? (
        <Notice title="Not all points are shown" tone="warn">
          {`${cut.map(nameOf).join(', ')}: choose a longer bucket or a shorter range.`}
        </Notice>
      ) : null}
      {error ? <Failure error={error} retry={refetch} /> : null}
      <Panel title={question.zoom ? 'Chosen stretch' : RANGE_NAMES[question.range]}>
        {pending ? (
          <Loading label="Loading values" lines={6} />
        ) : nothing && !error ? (
          <Empty title="Nothing was stored in this time">Choose a longer range, or look at what is coming in live.</Empty>
        ) : (
          <>
            <SeriesChart
              bucket={bucket}
              label={`${RANGE_NAMES[question.range]}: ${names.map(nameOf).join(', ')}`}
              nameOf={nameOf}
              onZoom={(from, to) => {
                const zoom = zoomed(from, to)
                if (zoom) onChange({ ...question, zoom })
              }}
              series={series}
              span={span}
            />
            <p className={styles.note}>Drag over the chart to look closer. A broken line is a gap or a bad value.</p>
          </>
        )}
      </Panel>
      {series.length > 0 ? <SeriesTables bucket={bucket} nameOf={nameOf} series={series} /> : null}
    </>
  )
}
