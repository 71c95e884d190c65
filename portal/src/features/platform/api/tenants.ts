import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

/** Every tenant of the installation. */
export function useAllTenants() {
  return usePaged(['tenants', 'all'], (cursor, signal) =>
    answered(api.GET('/api/v1/tenants', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, signal })),
  )
}
