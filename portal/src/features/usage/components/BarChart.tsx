import { compact } from '@/design'
import { niceMaximum, type Bar } from '../model/spans'
import { useNarrow } from './useNarrow'
import styles from './Usage.module.css'

const height = 260
const left = 52
const below = 28
const above = 10
const marks = 4

interface BarChartProps {
  label: string
  bars: readonly Bar[]
  nameOf: (bar: Bar) => string
  shortNameOf: (bar: Bar) => string
  valueOf: (bar: Bar) => string
}

/** A bar for each span; the one that still runs is paler. Beside it stands a table that says the same. */
export function BarChart({ label, bars, nameOf, shortNameOf, valueOf }: BarChartProps) {
  const narrow = useNarrow()
  const width = narrow ? 380 : 900
  const maximum = niceMaximum(bars.reduce((most, bar) => Math.max(most, bar.quantity), 0))
  const room = width - left
  const step = room / Math.max(1, bars.length)
  const tall = height - below - above
  const y = (quantity: number) => above + tall - (quantity / maximum) * tall
  const every = Math.ceil(bars.length / (narrow ? 4 : 8))
  const thin = Math.max(1, step * 0.72)
  return (
    <svg aria-label={label} className={styles.chart} role="img" viewBox={`0 0 ${String(width)} ${String(height)}`}>
      {Array.from({ length: marks + 1 }, (_, index) => (maximum * index) / marks).map((mark) => (
        <g key={mark}>
          <line x1={left} x2={width} y1={y(mark)} y2={y(mark)} />
          <text textAnchor="end" x={left - 8} y={y(mark) + 4}>
            {compact(mark)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => (
        <g key={bar.from}>
          <rect
            className={index === bars.length - 1 ? styles.now : styles.column}
            height={Math.max(bar.quantity > 0 ? 1.5 : 0, above + tall - y(bar.quantity))}
            rx={Math.min(2, thin / 4)}
            width={thin}
            x={left + index * step + (step - thin) / 2}
            y={Math.min(y(bar.quantity), above + tall - (bar.quantity > 0 ? 1.5 : 0))}
          >
            <title>{`${nameOf(bar)}: ${valueOf(bar)}`}</title>
          </rect>
          {index % every === 0 ? (
            <text textAnchor="middle" x={left + index * step + step / 2} y={height - 8}>
              {shortNameOf(bar)}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  )
}
