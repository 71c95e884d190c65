import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, openApi } from '@/api/client'

/** What an invitation says; asked once, because the answer of a link does not change. */
export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => answered(openApi.POST('/api/v1/invitations:show', { body: { token }, signal })),
    enabled: token !== '',
    staleTime: Infinity,
  })
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { token: string; name?: string; password?: string }) =>
      answered(openApi.POST('/api/v1/invitations:accept', { body })),
  })
}
