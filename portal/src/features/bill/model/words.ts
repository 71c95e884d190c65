import { quantity } from '@/design/quantity'

const CHARGES: Record<string, string> = {
  base: 'Base price',
  messages: 'Messages',
  points: 'Points',
  bytes_in: 'Bytes received',
  device_hours: 'Devices',
  storage_gb_hours: 'Storage',
  active_sites: 'Active sites',
  api_calls: 'API calls',
}

const UNITS: Record<string, string> = {
  base: 'hours',
  messages: 'messages',
  points: 'points',
  bytes_in: 'bytes',
  device_hours: 'device hours',
  storage_gb_hours: 'GB hours',
  active_sites: 'site hours',
  api_calls: 'calls',
}

export function chargeName(charge: string): string {
  return CHARGES[charge] ?? charge
}

export function unitName(charge: string): string {
  return UNITS[charge] ?? charge
}

/** What one price buys: "million messages", or "720 device hours (one month)". */
export function perName(charge: string, per: number): string {
  if (charge === 'base') return `month of ${quantity(per)} hours`
  return per === 1_000_000 ? `million ${unitName(charge)}` : `${quantity(per)} ${unitName(charge)} (a month of one)`
}

export function used(charge: string, amount: number): string {
  const unit = unitName(charge)
  return `${quantity(amount)} ${amount === 1 ? unit.replace(/s$/, '') : unit}`
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** "November 2026" of 2026-11. */
export function monthName(period: string): string {
  return month.format(new Date(`${period}-01T00:00:00Z`))
}
