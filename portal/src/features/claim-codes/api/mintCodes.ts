import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { Order } from '../model/order'
import { claimCodesKey } from './claimCodes'

/** The answer is held by the page that shows it and by nothing else: it is no query, so no cache keeps the codes. */
export function useMintCodes(tenant: string, fleet: string) {
  const queries = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: (order: Order) =>
      answered(
        api.POST('/api/v1/tenants/{t}/fleets/{f}/claim-codes', {
          params: { path: { t: tenant, f: fleet } },
          body: order,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: claimCodesKey(tenant, fleet) }),
  })
}
