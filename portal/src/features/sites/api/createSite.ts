import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { sitesQuery } from '@/api/plant'
import type { SiteSpecification } from '../model/draft'

export function useCreateSite(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (site: { name: string } & SiteSpecification) =>
      answered(api.POST('/api/v1/tenants/{t}/sites', { params: { path: { t: tenant } }, body: site })),
    onSuccess: () => queries.invalidateQueries({ queryKey: sitesQuery(tenant).queryKey }),
  })
}
