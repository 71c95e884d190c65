import { useMutation } from '@tanstack/react-query'
import { answered, openApi } from '@/api/client'

export function useSignUp() {
  return useMutation({
    mutationFn: (body: { email: string; name: string; password: string }) =>
      answered(openApi.POST('/api/v1/signup', { body })),
  })
}
