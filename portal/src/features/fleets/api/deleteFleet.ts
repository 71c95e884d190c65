import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { fleetQuery, fleetsQuery } from '@/api/plant'

export function useDeleteFleet(tenant: string, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      answered(api.DELETE('/api/v1/tenants/{t}/fleets/{f}', { params: { path: { t: tenant, f: name } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: fleetQuery(tenant, name).queryKey })
      return queries.invalidateQueries({ queryKey: fleetsQuery(tenant).queryKey, exact: true })
    },
  })
}
