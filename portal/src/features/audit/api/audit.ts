import { answered, api, authorizedFetch } from '@/api/client'
import { Problem } from '@/api/problem'
import { usePaged } from '@/api/query'

export interface Looked {
  text: string
  outcome: string
}

/** What was done and refused in a tenant, newest first. */
export function useAudit(tenant: string, looked: Looked) {
  return usePaged(['tenant', tenant, 'audit', looked], (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/audit', {
        params: {
          path: { t: tenant },
          query: {
            order: 'newest',
            ...(looked.text ? { text: looked.text } : {}),
            ...(looked.outcome ? { outcome: looked.outcome } : {}),
            ...(cursor ? { cursor } : {}),
          },
        },
        signal,
      }),
    ),
  )
}

/** The whole chain as a file, for `./millwright audit verify`. */
export async function exportAudit(tenant: string): Promise<Blob> {
  const path = `/api/v1/tenants/${encodeURIComponent(tenant)}/audit/export`
  const response = await authorizedFetch(new Request(new URL(path, location.origin)))
  if (!response.ok) throw await Problem.from(response)
  return response.blob()
}
