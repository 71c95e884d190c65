import { useInfiniteQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

interface Place {
  cursor: string
  from: string
  to: string
}

/** What is missing of a device in the hours before now; its streams come in pages of one and the same time. */
export function useCompleteness(tenant: string, device: string, hours: number) {
  return useInfiniteQuery({
    queryKey: ['tenant', tenant, 'devices', device, 'completeness', hours],
    initialPageParam: undefined as Place | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/devices/{d}/completeness', {
          params: { path: { t: tenant, d: device }, query: pageParam ?? lately(hours) },
          signal,
        }),
      ),
    getNextPageParam: (last) => (last.next ? { cursor: last.next, from: last.from, to: last.to } : undefined),
  })
}

function lately(hours: number) {
  const now = Date.now()
  return { from: new Date(now - hours * 3_600_000).toISOString(), to: new Date(now).toISOString() }
}
