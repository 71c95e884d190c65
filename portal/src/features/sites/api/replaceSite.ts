import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { sitesQuery } from '@/api/plant'
import type { SiteSpecification } from '../model/draft'

export function useReplaceSite(tenant: string, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (site: SiteSpecification) =>
      answered(
        api.PUT('/api/v1/tenants/{t}/sites/{s}', { params: { path: { t: tenant, s: name } }, body: site }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: sitesQuery(tenant).queryKey }),
  })
}
