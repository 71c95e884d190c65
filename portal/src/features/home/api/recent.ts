import { useQueries } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { Chosen } from '../components/chosen'

const most = 2_000

/** What the chosen tags were since `from`, so that the chart does not begin empty. */
export function useHistories(tenant: string, tags: readonly Chosen[], from: string) {
  return useQueries({
    queries: tags.map(({ device, tag }) => ({
      queryKey: ['tenant', tenant, 'history', device, tag, from],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answered(
          api.GET('/api/v1/tenants/{t}/telemetry/history', {
            params: { path: { t: tenant }, query: { device, tag: [tag], from, limit: String(most) } },
            signal,
          }),
        ),
      staleTime: Infinity,
    })),
    combine: (results) => results.map(({ data }) => (typeof data === 'object' && 'points' in data ? data.points : [])),
  })
}
