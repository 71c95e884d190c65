import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

/** Every tenant the caller may see. */
export function useTenants() {
  return usePaged(['tenants'], (cursor, signal) =>
    answered(api.GET('/api/v1/tenants', { params: { query: cursor ? { cursor } : {} }, signal })),
  )
}
