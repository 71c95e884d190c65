import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'

const key = (tenant: string) => ['tenant', tenant, 'quarantine']

/** What could not be stored, newest first. */
export function useQuarantine(tenant: string) {
  return usePaged(key(tenant), (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/telemetry/quarantine', {
        params: { path: { t: tenant }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  )
}

export function useReplay(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        api.POST('/api/v1/tenants/{t}/telemetry/quarantine/{q}:replay', { params: { path: { t: tenant, q: id } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}

export function useDiscard(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/v1/tenants/{t}/telemetry/quarantine/{q}', { params: { path: { t: tenant, q: id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key(tenant) }),
  })
}
