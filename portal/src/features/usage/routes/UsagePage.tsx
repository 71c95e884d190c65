import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { devicesQuery } from '@/api/plant'
import { Button, Choice, Figure, Figures, Page, SelectField } from '@/design'
import { quantity } from '@/design/quantity'
import { usageOfDeviceQuery } from '../api/ofDevice'
import { usageQuery } from '../api/usage'
import { Arrivals } from '../components/Arrivals'
import { ByDevice } from '../components/ByDevice'
import { OverTime } from '../components/OverTime'
import styles from '../components/Usage.module.css'
import { byDevice, DEVICE_METERS, METERS, wordsOf } from '../model/meters'
import { offered, PERIOD_NAMES, PERIODS, usageQuestion, usageSpan } from '../model/question'

const TILES = ['messages', 'points', 'device_hours', 'storage_gb_hours'] as const

/** What was used: by meter as the ledger has it, and by device. Who has a part of the tenant sees the devices of that part. */
export function UsagePage() {
  const { tenant = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const access = useAccess(tenant)
  const whole = access.may('read-usage')
  // One moment for the whole page: a clock that goes on would be another question with every look.
  const [now] = useState(() => Date.now())
  const question = usageQuestion(parameters)
  const { meter, period, granularity, device } = question
  const span = usageSpan(question, now)
  const counted = byDevice(meter)
  const usage = useQuery({ ...usageQuery(tenant, { meter, granularity }, span), enabled: whole && device === '' })
  const totals = useQuery({ ...usageQuery(tenant, { granularity: 'total' }, span), enabled: whole })
  const one = useQuery({
    ...usageOfDeviceQuery(tenant, device, { meter: counted, granularity }, span),
    enabled: device !== '',
  })
  const devices = useQuery({ ...devicesQuery(tenant), enabled: device !== '' && access.may('read-plant') })
  const choose = (change: Record<string, string>) =>
    setParameters(
      Object.entries({ meter, period, by: granularity, device, ...change }).filter(([, value]) => value !== ''),
      { replace: true },
    )
  const of = (key: string) => totals.data?.usage.find((total) => total.meter === key)?.quantity

  return (
    <Page lead="Counted in the transaction that stores your data: what is counted is stored, and what is stored is counted once." title="Usage">
      <div className={styles.bar}>
        <SelectField label="Meter" onChange={(event) => choose({ meter: event.target.value })} value={meter}>
          {(whole && device === '' ? METERS : DEVICE_METERS).map((key) => (
            <option key={key} value={key}>
              {wordsOf(key).name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Period" onChange={(event) => choose({ period: event.target.value, by: '' })} value={period}>
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
      {whole ? (
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
      ) : null}
      {device !== '' ? (
        <OverTime
          actions={
            <Button onClick={() => choose({ device: '' })} small>
              {whole ? 'All devices' : 'Close'}
            </Button>
          }
          name={`${wordsOf(counted).name} of ${devices.data?.find(({ id }) => id === device)?.serial || device}`}
          of={device}
          query={one}
          question={question}
          span={span}
        />
      ) : whole ? (
        <OverTime name={wordsOf(meter).name} of={tenant} query={usage} question={question} span={span} />
      ) : null}
      <ByDevice
        meter={counted}
        onChoose={(chosen) => choose({ device: chosen, meter: counted })}
        span={span}
        tenant={tenant}
        total={of(counted)}
      />
      {whole ? <Arrivals span={span} tenant={tenant} /> : null}
    </Page>
  )
}
