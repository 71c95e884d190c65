import { queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** What became of every message that arrived. */
export function reconciliationQuery(tenant: string, span: { from: number; to: number }) {
  const from = new Date(span.from).toISOString()
  const to = new Date(span.to).toISOString()
  return queryOptions({
    queryKey: ['tenant', tenant, 'usage', 'reconciliation', from, to],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/usage/reconciliation', {
          params: { path: { t: tenant }, query: { from, to } },
          signal,
        }),
      ),
  })
}
