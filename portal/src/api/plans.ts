import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'

/** What is for sale, and for how much. */
export function usePlans() {
  return useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/plans', { signal })),
    staleTime: 600_000,
  })
}
