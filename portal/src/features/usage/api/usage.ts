import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { UsageQuestion } from '../model/question'

/** What was used, span by span; `meter` empty for all meters. */
export function usageQuery(
  tenant: string,
  { meter, granularity }: { meter?: UsageQuestion['meter']; granularity: UsageQuestion['granularity'] | 'total' },
  span: { from: number; to: number },
) {
  const from = new Date(span.from).toISOString()
  const to = new Date(span.to).toISOString()
  return queryOptions({
    queryKey: ['tenant', tenant, 'usage', meter ?? '', granularity, from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/usage', {
          params: { path: { t: tenant }, query: { from, to, granularity, ...(meter && { meter }) } },
          signal,
        }),
      ),
  })
}
