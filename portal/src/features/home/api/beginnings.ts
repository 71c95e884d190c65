import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** Whether the tenant has sites and fleets yet; the name of the first fleet leads to its claim codes. */
export function useBeginnings(tenant: string) {
  const path = { t: tenant }
  return useQuery({
    queryKey: ['tenant', tenant, 'beginnings'],
    queryFn: async ({ signal }) => {
      const [sites, fleets] = await Promise.all([
        answered(api.GET('/api/v1/tenants/{t}/sites', { params: { path, query: { limit: 1 } }, signal })),
        answered(api.GET('/api/v1/tenants/{t}/fleets', { params: { path, query: { limit: 1 } }, signal })),
      ])
      return { site: sites.items[0]?.name, fleet: fleets.items[0]?.name }
    },
  })
}
