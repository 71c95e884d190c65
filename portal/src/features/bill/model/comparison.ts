/** What the month would come to in a plan. */
export interface Simulated {
  tier: string
  total: number
  difference: number
}

export interface Advice {
  readonly tier: string
  readonly total: number
  readonly difference: number
  readonly isPresent: boolean
  readonly isCheapest: boolean
}

/** Cheapest first; a plan that costs the same as the present one is no reason to change. */
export function compared(simulations: readonly Simulated[], present: string): Advice[] {
  const cheapest = simulations.reduce((least, one) => Math.min(least, one.total), Infinity)
  const presentIsCheapest = simulations.some((one) => one.tier === present && one.total === cheapest)
  return [...simulations]
    .sort((one, other) => one.total - other.total || Number(other.tier === present) - Number(one.tier === present))
    .map(({ tier, total, difference }) => ({
      tier,
      total,
      difference,
      isPresent: tier === present,
      isCheapest: presentIsCheapest ? tier === present : total === cheapest,
    }))
}
