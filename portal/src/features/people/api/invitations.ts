import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

const key = (tenant: string) => ['tenant', tenant, 'invitations']

export function useInvitations(tenant: string) {
  return usePaged(key(tenant), (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/invitations', {
        params: { path: { t: tenant }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}

export function useInvite(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { email: string; role: string; sites: string[] }) =>
      answered(api.POST('/api/v1/tenants/{t}/invitations', { params: { path: { t: tenant } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}

export function useResend(tenant: string) {
  return useMutation({
    mutationFn: (id: string) =>
      answered(api.POST('/api/v1/tenants/{t}/invitations/{i}:resend', { params: { path: { t: tenant, i: id } } })),
  })
}

export function useWithdraw(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/v1/tenants/{t}/invitations/{i}', { params: { path: { t: tenant, i: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}
