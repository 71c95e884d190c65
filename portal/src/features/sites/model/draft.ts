/** A site while it is edited; numbers are texts until they are sent. */
export interface SiteDraft {
  readonly name: string
  readonly displayName: string
  readonly timezone: string
  readonly latitude: string
  readonly longitude: string
  readonly address: string
  readonly enterprise: string
  readonly area: string
  readonly devices: string
  readonly messagesPerSecond: string
}

export interface FieldError {
  field: string
  message: string
}

export interface SiteSpecification {
  displayName?: string
  timezone?: string
  location?: { latitude?: number; longitude?: number; address?: string }
  hierarchy?: { enterprise?: string; area?: string }
  limits?: { devices?: number; messagesPerSecond?: number }
}

export interface SiteLike {
  name?: string
  displayName?: string | null
  timezone?: string
  location?: { latitude?: number | null; longitude?: number | null; address?: string | null } | null
  hierarchy?: { enterprise?: string | null; area?: string | null } | null
  limits?: { devices?: number | null; messagesPerSecond?: number | null } | null
}

export const EMPTY_SITE: SiteDraft = {
  name: '',
  displayName: '',
  timezone: 'UTC',
  latitude: '',
  longitude: '',
  address: '',
  enterprise: '',
  area: '',
  devices: '',
  messagesPerSecond: '',
}

const shown = (value: number | string | null | undefined): string => (value === null || value === undefined ? '' : String(value))

export function draftOf(site: SiteLike): SiteDraft {
  return {
    name: shown(site.name),
    displayName: shown(site.displayName),
    timezone: site.timezone ?? 'UTC',
    latitude: shown(site.location?.latitude),
    longitude: shown(site.location?.longitude),
    address: shown(site.location?.address),
    enterprise: shown(site.hierarchy?.enterprise),
    area: shown(site.hierarchy?.area),
    devices: shown(site.limits?.devices),
    messagesPerSecond: shown(site.limits?.messagesPerSecond),
  }
}

/** "53.0793, 8.8017", as maps copy it, in one field fills both. */
export function pastedCoordinates(text: string): { latitude: string; longitude: string } | null {
  const parts = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  return parts?.[1] && parts[2] ? { latitude: parts[1], longitude: parts[2] } : null
}

function isWithin(text: string, most: number): boolean {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) && Math.abs(Number(text)) <= most
}

const TIMEZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/
const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/

/** What the API would refuse, in its sentences and with its paths. */
export function siteFaults(draft: SiteDraft): FieldError[] {
  const errors: FieldError[] = []
  const check = (good: boolean, field: string, message: string) => {
    if (!good) errors.push({ field, message })
  }
  check(
    NAME.test(draft.name) && draft.name !== 'service',
    'name',
    draft.name === 'service'
      ? "a site cannot be called service: the certificates of its devices would read as a service's"
      : "is required: at most 40 lower-case letters, digits and '-', and starts and ends with a letter or digit",
  )
  check(draft.displayName.length <= 100, 'displayName', 'must be at most 100 characters')
  check(TIMEZONE.test(draft.timezone.trim()), 'timezone', 'timezone is an IANA name such as Europe/Berlin')
  const [latitude, longitude] = [draft.latitude.trim(), draft.longitude.trim()]
  check(latitude === '' || isWithin(latitude, 90), 'location.latitude', 'must be degrees from -90 to 90')
  check(longitude === '' || isWithin(longitude, 180), 'location.longitude', 'must be degrees from -180 to 180')
  check((latitude === '') === (longitude === ''), 'location', 'latitude and longitude are given together')
  check(draft.address.length <= 300, 'location.address', 'must be at most 300 characters')
  check(draft.enterprise.length <= 100, 'hierarchy.enterprise', 'must be at most 100 characters')
  check(draft.area.length <= 100, 'hierarchy.area', 'must be at most 100 characters')
  for (const limit of ['devices', 'messagesPerSecond'] as const) {
    const text = draft[limit].trim()
    const good = text === '' || (/^\d+$/.test(text) && Number(text) <= 1_000_000)
    check(good, `limits.${limit}`, 'must be a whole number from 0 to 1000000')
  }
  return errors
}

function filled<T extends object>(fields: T): T | undefined {
  const given = Object.fromEntries(
    Object.entries(fields as Record<string, unknown>).filter(([, value]) => value !== undefined),
  )
  return Object.keys(given).length === 0 ? undefined : (given as T)
}

const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim())
const number = (value: string): number | undefined => (value.trim() === '' ? undefined : Number(value))

/** All of it, because it replaces what was. Only for a draft that nothing is wrong with. */
export function specificationOf(draft: SiteDraft): SiteSpecification {
  return (
    filled({
      displayName: text(draft.displayName),
      timezone: text(draft.timezone),
      location: filled({
        latitude: number(draft.latitude),
        longitude: number(draft.longitude),
        address: text(draft.address),
      }),
      hierarchy: filled({ enterprise: text(draft.enterprise), area: text(draft.area) }),
      limits: filled({ devices: number(draft.devices), messagesPerSecond: number(draft.messagesPerSecond) }),
    }) ?? {}
  ) as SiteSpecification
}
