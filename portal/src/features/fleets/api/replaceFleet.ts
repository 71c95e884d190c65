import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { fleetQuery, fleetsQuery } from '@/api/plant'
import type { FleetSpecification } from '../model/specification'

export function useReplaceFleet(tenant: string, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (fleet: FleetSpecification) =>
      answered(api.PUT('/api/v1/tenants/{t}/fleets/{f}', { params: { path: { t: tenant, f: name } }, body: fleet })),
    onSuccess: (saved) => {
      queries.setQueryData(fleetQuery(tenant, name).queryKey, saved)
      return queries.invalidateQueries({ queryKey: fleetsQuery(tenant).queryKey, exact: true })
    },
  })
}
