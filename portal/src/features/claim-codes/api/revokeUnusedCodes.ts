import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { claimCodesKey } from './claimCodes'

export function useRevokeUnusedCodes(tenant: string, fleet: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      answered(
        api.DELETE('/api/v1/tenants/{t}/fleets/{f}/claim-codes', { params: { path: { t: tenant, f: fleet } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: claimCodesKey(tenant, fleet) }),
  })
}
