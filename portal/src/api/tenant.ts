import { queryOptions } from '@tanstack/react-query'
import { answered, api } from './client'

/** A tenant as the frame and several features show it. */
export function tenantQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenant', tenant],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/tenants/{t}', { params: { path: { t: tenant } }, signal })),
  })
}
