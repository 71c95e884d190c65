import { useMutation } from '@tanstack/react-query'
import { answered, openApi } from '@/api/client'

export function useVerify() {
  return useMutation({
    mutationFn: (token: string) => answered(openApi.POST('/api/v1/signup:verify', { body: { token } })),
  })
}
