export const METERS = [
  'messages',
  'points',
  'bytes_in',
  'device_hours',
  'storage_gb_hours',
  'active_sites',
  'api_calls',
] as const
export type Meter = (typeof METERS)[number]

/** What is counted by device too; space, sites and calls are the tenant's alone. */
export const DEVICE_METERS = ['messages', 'points', 'bytes_in', 'device_hours'] as const
export type DeviceMeter = (typeof DEVICE_METERS)[number]

/** The meter, or messages for one that has no device. */
export function byDevice(meter: Meter): DeviceMeter {
  return DEVICE_METERS.find((one) => one === meter) ?? 'messages'
}

interface OfDevice {
  messages: number
  points: number
  bytesIn: number
  deviceHours: number
}

export function quantityOf(one: OfDevice, meter: DeviceMeter): number {
  const of: Record<DeviceMeter, number> = {
    messages: one.messages,
    points: one.points,
    bytes_in: one.bytesIn,
    device_hours: one.deviceHours,
  }
  return of[meter]
}

interface Words {
  readonly name: string
  readonly unit: string
  readonly counts: string
}

const WORDS: Record<Meter, Words> = {
  messages: { name: 'Messages', unit: 'messages', counts: 'Messages that were stored, by the hour of their data.' },
  points: { name: 'Points', unit: 'points', counts: 'Good values in stored messages.' },
  bytes_in: { name: 'Bytes received', unit: 'bytes', counts: 'Payload of stored messages.' },
  device_hours: { name: 'Device hours', unit: 'device hours', counts: 'Devices with a stored message in the hour.' },
  storage_gb_hours: { name: 'Storage', unit: 'GB hours', counts: 'Space that the historian takes, for every hour.' },
  active_sites: { name: 'Active sites', unit: 'site hours', counts: 'Sites with a stored message in the hour.' },
  api_calls: { name: 'API calls', unit: 'calls', counts: 'Requests with the API keys of this tenant.' },
}

export function wordsOf(meter: string): Words {
  return WORDS[meter as Meter] ?? { name: meter, unit: '', counts: '' }
}
