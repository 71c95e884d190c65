import { queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

const minute = 60_000

/** The bill of a month; without one, of the month that runs. */
export function billQuery(tenant: string, period: string | undefined) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'bill', period ?? 'now'],
    ...(period === undefined && { refetchInterval: minute }),
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/bill', {
          params: { path: { t: tenant }, query: period === undefined ? {} : { period } },
          signal,
        }),
      ),
  })
}
