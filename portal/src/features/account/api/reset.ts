import { useMutation } from '@tanstack/react-query'
import { answered, openApi } from '@/api/client'

export function useAskReset() {
  return useMutation({
    mutationFn: (email: string) => answered(openApi.POST('/api/v1/password-resets', { body: { email } })),
  })
}

export function useCompleteReset() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) =>
      answered(openApi.POST('/api/v1/password-resets:complete', { body })),
  })
}
