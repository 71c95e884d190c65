import { byDevice, METERS, type Meter } from './meters'
import { beginning, GRANULARITIES, type Granularity } from './spans'

export const PERIODS = ['24h', '7d', '30d', 'month', 'year'] as const
export type Period = (typeof PERIODS)[number]

export const PERIOD_NAMES: Record<Period, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  year: 'Last 12 months',
}

export interface UsageQuestion {
  readonly meter: Meter
  readonly period: Period
  readonly granularity: Granularity
  /** Its id; empty for all. */
  readonly device: string
}

const USUAL: Record<Period, Granularity> = { '24h': 'hour', '7d': 'day', '30d': 'day', month: 'day', year: 'month' }

function one<T extends string>(known: readonly T[], text: string | null, otherwise: T): T {
  return known.find((word) => word === text) ?? otherwise
}

/** What makes no sense together is corrected: a year by the hour would be 8,760 bars; a device has no storage. */
export function usageQuestion(parameters: URLSearchParams): UsageQuestion {
  const period = one(PERIODS, parameters.get('period'), 'month')
  const asked = one(GRANULARITIES, parameters.get('by'), USUAL[period])
  const granularity = offered(period).includes(asked) ? asked : USUAL[period]
  const meter = one(METERS, parameters.get('meter'), 'messages')
  const device = parameters.get('device') ?? ''
  return { meter: device === '' ? meter : byDevice(meter), period, granularity, device }
}

export function offered(period: Period): readonly Granularity[] {
  if (period === '24h') return ['hour']
  return period === 'year' ? ['day', 'month'] : ['hour', 'day']
}

/** Whole spans up to the one that runs. */
export function usageSpan({ period, granularity }: UsageQuestion, now: number): { from: number; to: number } {
  const day = 86_400_000
  const date = new Date(now)
  const begins: Record<Period, number> = {
    '24h': now - 23 * 3_600_000,
    '7d': now - 6 * day,
    '30d': now - 29 * day,
    month: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
    year: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 11, 1),
  }
  const whole = period === '24h' ? 'hour' : granularity === 'hour' ? 'day' : granularity
  return { from: beginning(begins[period], whole), to: now }
}
