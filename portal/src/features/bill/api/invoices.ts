import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

/** Closed months, newest first. */
export function useInvoices(tenant: string) {
  return usePaged(['tenant', tenant, 'invoices'], (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/invoices', {
        params: { path: { t: tenant }, query: cursor === undefined ? {} : { cursor } },
        signal,
      }),
    ),
  )
}
