import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'

export type Role = 'owner' | 'admin' | 'engineer' | 'operator' | 'viewer' | 'billing'

/** What a page may offer. The platform decides; this only keeps from offering what would be refused. */
export type Act =
  | 'read-plant' // sites, fleets, devices, telemetry
  | 'operate' // approve, revoke, move devices
  | 'engineer' // sites, fleets, claim codes, device codes
  | 'read-members'
  | 'read-usage'
  | 'read-device-usage' // of the devices at the sites of the role
  | 'read-bill'
  | 'administer' // members, invitations, keys, settings, audit
  | 'own' // delete the tenant, make owners

const acts: Record<Role, readonly Act[]> = {
  viewer: ['read-members', 'read-plant', 'read-usage', 'read-device-usage'],
  operator: ['read-members', 'read-plant', 'read-usage', 'read-device-usage', 'operate'],
  engineer: ['read-members', 'read-plant', 'read-usage', 'read-device-usage', 'operate', 'engineer'],
  billing: ['read-members', 'read-usage', 'read-device-usage', 'read-bill'],
  admin: ['read-members', 'read-plant', 'read-usage', 'read-device-usage', 'operate', 'engineer', 'read-bill', 'administer'],
  owner: ['read-members', 'read-plant', 'read-usage', 'read-device-usage', 'operate', 'engineer', 'read-bill', 'administer', 'own'],
}

/** What somebody who is shut into sites may do there. */
const bySite: readonly Act[] = ['read-plant', 'read-device-usage', 'operate', 'engineer']

export interface Me {
  name: string
  kind: string
  id?: string | null
  email?: string | null
  displayName?: string | null
  tenants?: { name: string; role: string; sites?: string[] | null }[] | null
}

export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/me', { signal })) as Promise<Me>,
    staleTime: 60_000,
  })
}

export interface Access {
  administrator: boolean
  role: Role | undefined
  /** The sites the role is shut into; empty means the whole tenant. */
  sites: readonly string[]
  may: (act: Act) => boolean
}

/** What the person who is signed in may do in a tenant; nothing until that is known. */
export function useAccess(tenant: string): Access {
  const { data: me } = useMe()
  return accessOf(me, tenant)
}

export function accessOf(me: Me | undefined, tenant: string): Access {
  const administrator = me?.kind === 'administrator'
  const grant = me?.tenants?.find((one) => one.name === tenant)
  const role = grant && grant.role in acts ? (grant.role as Role) : undefined
  const sites = grant?.sites ?? []
  // What changes the whole tenant is not for somebody who is shut into sites.
  const wide = (act: Act) => sites.length === 0 || bySite.includes(act)
  return {
    administrator,
    role,
    sites,
    may: (act) => administrator || (role !== undefined && acts[role].includes(act) && wide(act)),
  }
}
