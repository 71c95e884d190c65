import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** What the home page shows, in one answer; the figures move, so it is asked again and again. */
export function useOverview(tenant: string, enabled: boolean) {
  return useQuery({
    queryKey: ['tenant', tenant, 'overview'],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/tenants/{t}/overview', { params: { path: { t: tenant } }, signal })),
    refetchInterval: 10_000,
    enabled,
  })
}
