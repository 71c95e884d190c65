import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { siteQuery, sitesQuery } from '@/api/plant'

export function useDeleteSite(tenant: string, name: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      answered(api.DELETE('/api/v1/tenants/{t}/sites/{s}', { params: { path: { t: tenant, s: name } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: siteQuery(tenant, name).queryKey })
      return queries.invalidateQueries({ queryKey: sitesQuery(tenant).queryKey, exact: true })
    },
  })
}
