import { useQuery } from '@tanstack/react-query'
import { useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { devicesQuery, latestQuery, type Latest } from '@/api/plant'
import { Choice, Empty, LinkButton, Loaded, Page } from '@/design'
import styles from '../components/Explore.module.css'
import { HistoryView } from '../components/HistoryView'
import { LiveView } from '../components/LiveView'
import { SeriesPicker } from '../components/SeriesPicker'
import { parametersOf, questionOf, type Question, type SeriesName } from '../model/question'

const VIEWS = [
  { key: 'live', name: 'Live' },
  { key: 'history', name: 'History' },
] as const

/** Somebody who has chosen nothing yet sees something move: the first numbers there are. */
function firstOnes(latest: readonly Latest[]): SeriesName[] {
  // What has a unit is a measurement; a counter only grows.
  const numbers = latest.filter((point) => typeof point.value === 'number')
  const measurements = numbers.filter((point) => point.unit)
  return (measurements.length > 0 ? measurements : numbers).slice(0, 2).map(({ device, tag }) => ({ device, tag }))
}

/** What the machines say, now and before. */
export function ExplorePage() {
  const { tenant = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const access = useAccess(tenant)
  const latest = useQuery(latestQuery(tenant))
  const devices = useQuery(devicesQuery(tenant))
  const question = questionOf(parameters)
  // Until something is chosen; then the address says it all, an empty choice too.
  const untouched = !parameters.has('series') && !parameters.has('view')
  const names = untouched ? firstOnes(latest.data ?? []) : question.series
  const change = (next: Question) => setParameters(parametersOf(next), { replace: true })
  const serials = new Map(devices.data?.map((device) => [device.id, device.serial || device.id]))
  const nameOf = (series: SeriesName) => `${serials.get(series.device) ?? series.device} ${series.tag}`

  return (
    <Page
      actions={<Choice chosen={question.view} label="View" onChoose={(view) => change({ ...question, series: names, view })} options={VIEWS} />}
      lead="Values of your machines, as they are stored."
      title="Explore"
    >
      <Loaded
        empty={{
          when: (points) => points.length === 0,
          show: (
            <Empty
              action={
                access.may('engineer') ? (
                  <LinkButton to={`/t/${tenant}/devices`} variant="primary">
                    Go to devices
                  </LinkButton>
                ) : null
              }
              title="No value is stored yet"
            >
              As soon as a device sends its first value, it can be looked at here.
            </Empty>
          ),
        }}
        query={latest}
      >
        {(points) => (
            <div className={styles.layout}>
              <SeriesPicker
                chosen={names}
                devices={devices.data ?? []}
                latest={points}
                onChange={(series) => change({ ...question, series })}
              />
              <div className={styles.main}>
                {names.length === 0 ? (
                  <Empty title="Choose a tag">Several can be compared; those of one unit share an axis.</Empty>
                ) : question.view === 'live' ? (
                  <LiveView nameOf={nameOf} names={names} tenant={tenant} />
                ) : (
                  <HistoryView nameOf={nameOf} names={names} onChange={change} question={question} tenant={tenant} />
                )}
              </div>
            </div>
        )}
      </Loaded>
    </Page>
  )
}
