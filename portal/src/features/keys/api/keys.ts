import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

const key = (tenant: string) => ['tenant', tenant, 'keys']

export function useKeys(tenant: string) {
  return usePaged(key(tenant), (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/api-keys', {
        params: { path: { t: tenant }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}

export interface NewKey {
  name: string
  role: string
  sites: string[]
  expiresAt?: string
}

export function useCreateKey(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: NewKey) =>
      answered(api.POST('/api/v1/tenants/{t}/api-keys', { params: { path: { t: tenant } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
    // The answer holds the secret: it is not kept longer than the dialog that shows it.
    gcTime: 0,
  })
}

export function useRevokeKey(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/v1/tenants/{t}/api-keys/{k}', { params: { path: { t: tenant, k: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}
