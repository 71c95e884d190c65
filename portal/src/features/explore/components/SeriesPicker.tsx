import type { Device, Latest } from '@/api/plant'
import { CheckField, Panel, unitSign } from '@/design'
import { MOST_SERIES, seriesKey, type SeriesName } from '../model/question'
import styles from './Explore.module.css'

interface SeriesPickerProps {
  devices: readonly Device[]
  latest: readonly Latest[]
  chosen: readonly SeriesName[]
  onChange: (series: SeriesName[]) => void
}

/** Devices with the tags that they have sent. */
export function SeriesPicker({ devices, latest, chosen, onChange }: SeriesPickerProps) {
  const keys = new Set(chosen.map(seriesKey))
  const tagsOf = new Map<string, Latest[]>()
  latest.forEach((point) => tagsOf.set(point.device, [...(tagsOf.get(point.device) ?? []), point]))
  const serials = new Map(devices.map((device) => [device.id, device.serial || device.id]))
  const full = chosen.length >= MOST_SERIES

  function toggle(name: SeriesName, on: boolean) {
    const others = chosen.filter((one) => seriesKey(one) !== seriesKey(name))
    onChange(on ? [...others, name] : others)
  }

  return (
    <Panel flush title="Devices and tags">
      {[...tagsOf].map(([device, points], index) => (
        <details className={styles.device} key={device} open={index < 2 || points.some((point) => keys.has(seriesKey(point)))}>
          <summary>{serials.get(device) ?? device}</summary>
          <fieldset className={styles.tags}>
            <legend className="visually-hidden">{`Tags of ${serials.get(device) ?? device}`}</legend>
            {points.map((point) => {
              const on = keys.has(seriesKey(point))
              return (
                <CheckField
                  checked={on}
                  disabled={full && !on}
                  key={point.tag}
                  label={
                    <>
                      {point.tag}
                      {point.unit ? <span className={styles.unit}> {unitSign(point.unit)}</span> : null}
                    </>
                  }
                  onChange={(event) => toggle({ device, tag: point.tag }, event.target.checked)}
                />
              )
            })}
          </fieldset>
        </details>
      ))}
      {full ? <p className={styles.note}>{`${String(MOST_SERIES)} tags at once can still be told apart.`}</p> : null}
    </Panel>
  )
}
