import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

export function useCreateTenant() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; displayName: string; tier: string }) =>
      answered(api.POST('/api/v1/tenants', { body })),
    onSuccess: async () => {
      // Its creator is its owner from now on, which /me says.
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['me'] }),
        queries.invalidateQueries({ queryKey: ['tenants'] }),
      ])
    },
  })
}
