import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

export function useRevokeDevice(tenant: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (device: string) =>
      answered(
        api.POST('/api/v1/tenants/{t}/devices/{d}:revoke', { params: { path: { t: tenant, d: device } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenant', tenant, 'devices'] }),
  })
}
