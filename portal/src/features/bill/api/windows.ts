import { queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { windowQuestion } from '../model/proof'

/** The hours that a line follows from, at the addresses that its proof names. */
export function windowsQuery(tenant: string, addresses: readonly string[]) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'bill', 'windows', ...addresses],
    queryFn: async ({ signal }) => {
      const answers = await Promise.all(
        addresses.map((address) =>
          answered(
            api.GET('/api/v1/tenants/{t}/usage', {
              params: { path: { t: tenant }, query: windowQuestion(address) },
              signal,
            }),
          ),
        ),
      )
      return answers.flatMap((answer) => answer.usage)
    },
  })
}
