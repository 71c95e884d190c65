import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import styles from './Chart.module.css'
import { measured, unitSign } from './format'

export interface Series {
  label: string
  unit?: string | undefined
  /** Epoch milliseconds and value, ascending; null is a hole. */
  points: readonly (readonly [at: number, value: number | null])[]
}

interface TimeChartProps {
  /** What is to be seen, for those who do not see it. */
  label: string
  series: readonly Series[]
  height?: number
  /** Epoch milliseconds; without it the chart shows what there is. */
  range?: readonly [from: number, to: number] | undefined
  /** A stretch was marked with the pointer. */
  onZoom?: ((from: number, to: number) => void) | undefined
}

/** Lines over time. Series of one unit share an axis; the first unit is to the left. */
export function TimeChart({ label, series, height = 260, range, onZoom }: TimeChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const zoom = useRef(onZoom)
  const latest = useRef({ series, range })
  useEffect(() => {
    zoom.current = onZoom
    latest.current = { series, range }
  })
  const shape = series.map((one) => `${one.label}\u0000${one.unit ?? ''}`).join('\u0001')

  useEffect(() => {
    const element = frame.current
    if (!element || typeof ResizeObserver === 'undefined') return
    let ended = false
    const draw = async () => {
      const { default: Plot } = await import('uplot')
      if (ended) return
      plot.current?.destroy()
      plot.current = new Plot(options(element, latest.current.series, height, (from, to) => zoom.current?.(from, to)), dataOf(latest.current.series), element)
      apply(plot.current, latest.current.range)
    }
    void draw()
    const resize = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }))
    resize.observe(element)
    const theme = new MutationObserver(() => void draw())
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => void draw()
    system.addEventListener('change', redraw)
    return () => {
      ended = true
      resize.disconnect()
      theme.disconnect()
      system.removeEventListener('change', redraw)
      plot.current?.destroy()
      plot.current = null
    }
  }, [shape, height])

  const from = range?.[0]
  const to = range?.[1]
  useEffect(() => {
    if (!plot.current) return
    plot.current.setData(dataOf(series), from === undefined)
    apply(plot.current, from === undefined || to === undefined ? undefined : [from, to])
  }, [series, from, to])

  return (
    <figure>
      <div aria-label={label} className={styles.chart} ref={frame} role="img" />
      <ul className={styles.legend}>
        {series.map((one) => {
          const last = one.points.findLast(([, value]) => value !== null)?.[1]
          return (
            <li key={one.label}>
              <span aria-hidden className={styles.key} />
              <span className={styles.name}>{one.label}</span>
              <span className={styles.value}>{last === undefined || last === null ? '–' : measured(last, one.unit)}</span>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}

function apply(plot: uPlot, range: readonly [number, number] | undefined) {
  if (range) plot.setScale('x', { min: range[0] / 1_000, max: range[1] / 1_000 })
}

/** One column of times and a column of values for each series, as uPlot wants it. */
function dataOf(series: readonly Series[]): uPlot.AlignedData {
  const times = [...new Set(series.flatMap((one) => one.points.map(([at]) => at)))].sort((a, b) => a - b)
  return [
    times.map((at) => at / 1_000),
    ...series.map((one) => {
      const values = new Map(one.points)
      // Undefined is "no sample here", which a line crosses; null is a hole.
      return times.map((at) => values.get(at))
    }),
  ] as uPlot.AlignedData
}

function options(element: HTMLElement, series: readonly Series[], height: number, zoomed: (from: number, to: number) => void): uPlot.Options {
  const colour = (name: string) => resolved(element, name)
  const unitOf = (one: Series) => one.unit ?? 'value'
  const units = [...new Set(series.map(unitOf))]
  const font = `12px ${getComputedStyle(element).fontFamily}`
  const axis = { stroke: colour('--ink-3'), font, ticks: { show: false }, grid: { stroke: colour('--line'), width: 1 } }
  return {
    width: element.clientWidth,
    height,
    padding: [8, units.length > 1 ? 0 : 8, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
    scales: { x: { time: true } },
    axes: [
      { ...axis, space: 90, values: (_: uPlot, ticks: number[]) => momentsOf(ticks) },
      ...units.slice(0, 2).map((unit, index) => ({
        ...axis,
        scale: unit,
        side: (index === 0 ? 3 : 1) as uPlot.Axis.Side,
        size: (_: uPlot, labels: string[] | null) => Math.max(48, 14 + 7 * Math.max(0, ...(labels ?? []).map((one) => one.length))),
        grid: index === 0 ? axis.grid : { show: false },
        values: (_: uPlot, ticks: number[]) => ticks.map((tick) => measured(tick)),
        label: unit === 'value' ? '' : unitSign(unit),
        labelSize: unit === 'value' ? 0 : 18,
        labelFont: font,
      })),
    ],
    series: [
      {},
      ...series.map((one, index) => ({
        label: one.label,
        scale: unitOf(one),
        stroke: colour(`--series-${String((index % 6) + 1)}`),
        width: 1.75,
        points: { show: one.points.length < 3 },
      })),
    ],
    hooks: {
      setSelect: [
        (plot: uPlot) => {
          const { left, width } = plot.select
          if (width > 6) zoomed(plot.posToVal(left, 'x') * 1_000, plot.posToVal(left + width, 'x') * 1_000)
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const seconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** As short as their distance allows; where a day begins, its date stands. */
function momentsOf(ticks: readonly number[]): string[] {
  const distance = (ticks[1] ?? 0) - (ticks[0] ?? 0)
  return ticks.map((tick) => {
    const at = new Date(tick * 1_000)
    const midnight = at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0
    if (distance >= 86_400 || midnight) return day.format(at)
    return (distance < 60 ? seconds : clock).format(at)
  })
}

/** What a token comes to in the theme of now: a canvas knows no custom properties. */
function resolved(element: HTMLElement, token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  element.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}
