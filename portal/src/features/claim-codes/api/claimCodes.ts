import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

export function claimCodesKey(tenant: string, fleet: string) {
  return ['tenant', tenant, 'fleets', fleet, 'claim-codes'] as const
}

/** What became of the codes; the codes themselves are shown once, when they are made. */
export function useClaimCodes(tenant: string, fleet: string) {
  return usePaged(claimCodesKey(tenant, fleet), (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/fleets/{f}/claim-codes', {
        params: { path: { t: tenant, f: fleet }, query: cursor === undefined ? {} : { cursor } },
        signal,
      }),
    ),
  )
}
