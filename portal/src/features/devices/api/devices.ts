import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

/** They come and go by themselves. */
const often = 10_000

/** Devices of one state and fleet, or of all. */
export function useDevices(tenant: string, filter: { state: string; fleet: string }) {
  const chosen = { ...(filter.state && { state: filter.state }), ...(filter.fleet && { fleet: filter.fleet }) }
  return usePaged(
    ['tenant', tenant, 'devices', 'list', chosen],
    (cursor, signal) =>
      answered(
        api.GET('/api/v1/tenants/{t}/devices', {
          params: { path: { t: tenant }, query: { limit: 200, ...chosen, ...(cursor !== undefined && { cursor }) } },
          signal,
        }),
      ),
    often,
  )
}
