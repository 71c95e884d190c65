import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { download } from '@/design/download'

/** Everything that a bill follows from, for `millwright bill verify`. */
export function useBillFile(tenant: string) {
  return useMutation({
    mutationFn: async (period: string) => {
      const file = await answered(
        api.GET('/api/v1/tenants/{t}/bill/file', {
          params: { path: { t: tenant }, query: { period } },
          // As it came: numbers that are read and written again may come out as others.
          parseAs: 'text',
        }),
      )
      download(`${tenant}-${period}.bill.json`, 'application/json', file as unknown as string)
    },
  })
}
