import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

export function useMoveDevice(tenant: string, device: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (fleet: string) =>
      answered(
        api.POST('/api/v1/tenants/{t}/devices/{d}:move', {
          params: { path: { t: tenant, d: device } },
          body: { fleet },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tenant', tenant, 'devices'] }),
  })
}
