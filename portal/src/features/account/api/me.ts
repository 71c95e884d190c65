import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

export function useRename() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => answered(api.PATCH('/api/v1/me', { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => answered(api.POST('/api/v1/me:password', { body })),
  })
}
