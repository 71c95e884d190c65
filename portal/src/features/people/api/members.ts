import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

const key = (tenant: string) => ['tenant', tenant, 'members']

export function useMembers(tenant: string) {
  return usePaged(key(tenant), (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/members', {
        params: { path: { t: tenant }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}

export function useChangeMember(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, role, sites }: { id: string; role: string; sites: string[] }) =>
      answered(
        api.PATCH('/api/v1/tenants/{t}/members/{m}', { params: { path: { t: tenant, m: id } }, body: { role, sites } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}

export function useRemoveMember(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/v1/tenants/{t}/members/{m}', { params: { path: { t: tenant, m: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}
