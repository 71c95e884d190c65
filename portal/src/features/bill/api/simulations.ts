import { useQueries, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** What this month would come to in every plan that is sold. */
export function useSimulations(tenant: string) {
  const plans = useQuery({
    queryKey: ['plans'],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/plans', { signal })),
    staleTime: 600_000,
  })
  const tiers = plans.data?.plans.map((plan) => plan.tier) ?? []
  const simulations = useQueries({
    queries: tiers.map((tier) => ({
      queryKey: ['tenant', tenant, 'bill', 'simulate', tier],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answered(
          api.GET('/api/v1/tenants/{t}/bill/simulate', { params: { path: { t: tenant }, query: { tier } }, signal }),
        ),
    })),
    combine: (queries) => ({
      data: queries.length > 0 && queries.every((query) => query.data) ? queries.flatMap((query) => query.data ?? []) : undefined,
      error: queries.find((query) => query.error)?.error ?? null,
      isPending: queries.some((query) => query.isPending),
      refetch: () => Promise.all(queries.map((query) => query.refetch())),
    }),
  })
  return {
    plans: plans.data,
    query: {
      data: simulations.data,
      error: plans.error ?? simulations.error,
      isPending: plans.isPending || simulations.isPending,
      refetch: () => (plans.error ? plans.refetch() : simulations.refetch()),
    },
  }
}
