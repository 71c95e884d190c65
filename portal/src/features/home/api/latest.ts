import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** The last point of every tag: from it the home page chooses what to draw. */
export function useLatest(tenant: string) {
  return useQuery({
    queryKey: ['tenant', tenant, 'latest'],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/tenants/{t}/telemetry/latest', { params: { path: { t: tenant } }, signal })),
    // Until the first value is there, it is worth asking often.
    refetchInterval: (query) => (query.state.data?.points.length ? false : 5_000),
  })
}
