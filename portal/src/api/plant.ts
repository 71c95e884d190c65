import { queryOptions } from '@tanstack/react-query'
import { answered, api } from './client'
import type { Schema } from './paths'

/** What several features show of a tenant's plant. */
export type Site = Schema<'SiteView'>
export type Fleet = Schema<'FleetView'>
export type Device = Schema<'DeviceView'>
export type Latest = Schema<'LatestPoint'>

const limit = 200
const mostPages = 50

interface PageOf<T> {
  items: T[]
  next?: string | null
}

/** A list that is needed whole, such as the choices of a select; bounded, in case the list has no end. */
async function everyPage<T>(page: (cursor: string | undefined) => Promise<PageOf<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  for (let number = 0; number < mostPages; number++) {
    const answer = await page(cursor)
    items.push(...answer.items)
    cursor = answer.next ?? undefined
    if (cursor === undefined) break
  }
  return items
}

function paging(cursor: string | undefined) {
  return cursor === undefined ? { limit } : { limit, cursor }
}

export function sitesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'sites'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        answered(
          api.GET('/api/v1/tenants/{t}/sites', { params: { path: { t: tenant }, query: paging(cursor) }, signal }),
        ),
      ),
  })
}

export function siteQuery(tenant: string, site: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'sites', site],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/tenants/{t}/sites/{s}', { params: { path: { t: tenant, s: site } }, signal })),
  })
}

export function fleetsQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'fleets'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        answered(
          api.GET('/api/v1/tenants/{t}/fleets', { params: { path: { t: tenant }, query: paging(cursor) }, signal }),
        ),
      ),
  })
}

export function fleetQuery(tenant: string, fleet: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'fleets', fleet],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/tenants/{t}/fleets/{f}', { params: { path: { t: tenant, f: fleet } }, signal })),
  })
}

export function devicesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'devices', 'all'],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        answered(
          api.GET('/api/v1/tenants/{t}/devices', { params: { path: { t: tenant }, query: paging(cursor) }, signal }),
        ),
      ),
  })
}

/** The last point of each tag; of all devices, or of one. */
export function latestQuery(tenant: string, device?: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'latest', device ?? ''],
    queryFn: async ({ signal }) => {
      const query = device === undefined ? {} : { device: [device] }
      const answer = await answered(
        api.GET('/api/v1/tenants/{t}/telemetry/latest', { params: { path: { t: tenant }, query }, signal }),
      )
      return answer.points
    },
  })
}
