import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { fleetsQuery } from '@/api/plant'
import type { FleetSpecification } from '../model/specification'

export function useCreateFleet(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (fleet: { name: string } & FleetSpecification) =>
      answered(api.POST('/api/v1/tenants/{t}/fleets', { params: { path: { t: tenant } }, body: fleet })),
    onSuccess: () => queries.invalidateQueries({ queryKey: fleetsQuery(tenant).queryKey }),
  })
}
