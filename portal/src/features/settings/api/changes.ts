import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { Schema } from '@/api/paths'

/** Changes what is named and nothing else. */
export function useChangeTenant(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Schema<'TenantPatch'>) =>
      answered(api.PATCH('/api/v1/tenants/{t}', { params: { path: { t: tenant } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenant', tenant] }),
  })
}

export function useDeleteTenant(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/tenants/{t}', { params: { path: { t: tenant } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenants'] }),
  })
}

/** What another tier would run, allow and cost. Nothing is changed. */
export function useDryRun(tenant: string, tier: string | undefined) {
  return useQuery({
    queryKey: ['tenant', tenant, 'plan', tier],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/plan', { params: { path: { t: tenant }, query: { tier: tier ?? '' } }, signal }),
      ),
    enabled: tier !== undefined,
  })
}
