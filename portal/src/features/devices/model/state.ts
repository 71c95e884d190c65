export const STATES = ['pending', 'approved', 'active', 'revoked'] as const
export type State = (typeof STATES)[number]

const NAMES: Record<State, string> = {
  pending: 'Waits for approval',
  approved: 'Approved, not enrolled yet',
  active: 'Active',
  revoked: 'Revoked',
}

export function stateName(state: string): string {
  return NAMES[state as State] ?? state
}

/** The slug of what a device waits for, as a sentence with the way out. */
const WAITS: Record<string, string> = {
  approval: 'Its fleet lets nobody in without a person: compare the serial number, then approve it.',
  'serial-not-listed': 'Its serial number is not on the list of its fleet: approve it, or add the serial to the fleet.',
  'tenant-full': 'The tenant has as many devices as its limit allows: revoke one or choose a larger plan.',
  'site-full': 'The site has as many devices as its limit allows: approve it, or raise the limit of the site.',
  'fleet-full': 'The fleet has as many devices as its limit allows: approve it, or raise the limit of the fleet.',
}

export function waitsSentence(waitsFor: string | null | undefined): string | null {
  return waitsFor ? (WAITS[waitsFor] ?? `It waits: ${waitsFor}.`) : null
}

export interface Presence {
  readonly tone: 'good' | 'bad' | 'neutral'
  readonly word: string
}

/** Absent figures mean that nobody knows, which is not the same as offline. */
export function presence(device: { state: string; connected?: boolean | null }): Presence {
  if (device.state !== 'active') return { tone: 'neutral', word: '–' }
  if (device.connected === null || device.connected === undefined) return { tone: 'neutral', word: 'Not known' }
  return device.connected ? { tone: 'good', word: 'Online' } : { tone: 'bad', word: 'Offline' }
}

export interface CertificateLife {
  readonly tone: 'good' | 'warning' | 'bad'
  readonly sentence: string
  /** How much of it is over, 0 to 1. */
  readonly part: number
}

/** A device renews at two thirds of its certificate's life; one that has not done so by then wants a look. */
export function certificateLife(
  certificate: { issuedAt: string; notAfter: string; revokeAt?: string | null },
  now: number,
): CertificateLife {
  const begin = Date.parse(certificate.issuedAt)
  const end = Date.parse(certificate.notAfter)
  const part = Math.min(1, Math.max(0, (now - begin) / (end - begin)))
  if (certificate.revokeAt && Date.parse(certificate.revokeAt) <= now) {
    return { tone: 'bad', part, sentence: 'Revoked: it opens nothing any more.' }
  }
  if (now >= end) return { tone: 'bad', part, sentence: 'Expired: the device renews it when it comes back.' }
  if (part > 0.75) return { tone: 'warning', part, sentence: 'Renewal is overdue: the device was away at its time.' }
  return { tone: 'good', part, sentence: 'It renews itself at two thirds of its life.' }
}

export interface ConfigurationLike {
  hash?: string | null
  sentAt?: string | null
  acknowledgedAt?: string | null
  error?: string | null
}

export function configurationSentence(configuration: ConfigurationLike): string {
  if (configuration.error) return `The device refused it: ${configuration.error}`
  if (configuration.acknowledgedAt) return 'The device runs it.'
  if (configuration.sentAt) return 'Sent; the device has not answered yet.'
  return configuration.hash ? 'Given at enrollment.' : 'It was told nothing yet.'
}
