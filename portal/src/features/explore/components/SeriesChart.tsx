import { TimeChart } from '@/design'
import { axisOf, isDrawn, lineOf } from '../model/line'
import type { Series } from '../model/points'
import type { Span } from '../model/question'
import type { Bucket } from '../model/resolution'
import styles from './Explore.module.css'

interface SeriesChartProps {
  label: string
  series: readonly Series[]
  nameOf: (series: Series) => string
  bucket: Bucket
  span: Span
  onZoom?: (from: number, to: number) => void
}

/** Lines of what has numbers; what has texts stands in the table only. */
export function SeriesChart({ label, series, nameOf, bucket, span, onZoom }: SeriesChartProps) {
  const drawn = series.filter((one) => one.points.length === 0 || isDrawn(one))
  const texts = series.filter((one) => one.points.length > 0 && !isDrawn(one))
  return (
    <>
      <TimeChart
        height={340}
        label={label}
        onZoom={onZoom}
        range={[span.from, span.to]}
        series={drawn.map((one) => ({ label: nameOf(one), unit: axisOf(one), points: lineOf(one, bucket) }))}
      />
      {texts.length > 0 ? (
        <p className={styles.note}>{`${texts.map(nameOf).join(', ')}: texts, which have no line; they stand in the table.`}</p>
      ) : null}
    </>
  )
}
