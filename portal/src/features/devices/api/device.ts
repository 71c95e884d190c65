import { queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

const often = 10_000

export function deviceQuery(tenant: string, device: string) {
  return queryOptions({
    queryKey: ['tenant', tenant, 'devices', device],
    queryFn: ({ signal }) =>
      answered(api.GET('/api/v1/tenants/{t}/devices/{d}', { params: { path: { t: tenant, d: device } }, signal })),
    refetchInterval: often,
  })
}
