import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'

/** The names of a tenant's sites, for choices; the first 200 of them. */
export function useSiteNames(tenant: string, enabled = true) {
  return useQuery({
    queryKey: ['tenant', tenant, 'site-names'],
    queryFn: async ({ signal }) => {
      const page = await answered(
        api.GET('/api/v1/tenants/{t}/sites', { params: { path: { t: tenant }, query: { limit: 200 } }, signal }),
      )
      return page.items.map((site) => ({ name: site.name, displayName: site.displayName }))
    },
    enabled,
  })
}
