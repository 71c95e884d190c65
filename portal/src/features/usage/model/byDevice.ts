interface DeviceLike {
  id: string
  serial: string
  fleet: string
  streams?: readonly { committed: number; missing?: number[][] | null; lost: number }[] | null
}

export interface DeviceShare {
  readonly id: string
  readonly name: string
  readonly fleet: string
  readonly messages: number
  /** Of all messages, 0 to 1. */
  readonly part: number
}

/** Messages that are stored of each device since it was enrolled, the most first: who makes the bill grow. */
export function byDevice(devices: readonly DeviceLike[]): DeviceShare[] {
  const stored = devices.map((device) =>
    (device.streams ?? []).reduce((sum, { committed, missing, lost }) => {
      const absent = (missing ?? []).reduce((count, [first = 0, last = -1]) => count + last - first + 1, 0)
      return sum + Math.max(0, committed - absent - lost)
    }, 0),
  )
  const all = stored.reduce((sum, one) => sum + one, 0)
  return devices
    .map((device, index) => ({
      id: device.id,
      name: device.serial || device.id,
      fleet: device.fleet,
      messages: stored[index] ?? 0,
      part: all === 0 ? 0 : (stored[index] ?? 0) / all,
    }))
    .filter((device) => device.messages > 0)
    .sort((one, other) => other.messages - one.messages || one.name.localeCompare(other.name))
}
