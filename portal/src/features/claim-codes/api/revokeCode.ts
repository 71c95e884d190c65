import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { claimCodesKey } from './claimCodes'

export function useRevokeCode(tenant: string, fleet: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        api.DELETE('/api/v1/tenants/{t}/fleets/{f}/claim-codes/{id}', {
          params: { path: { t: tenant, f: fleet, id } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: claimCodesKey(tenant, fleet) }),
  })
}
