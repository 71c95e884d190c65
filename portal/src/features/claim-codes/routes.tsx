import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  {
    path: 'fleets/:fleet/claim-codes',
    lazy: async () => ({ Component: (await import('./routes/ClaimCodesPage')).ClaimCodesPage }),
  },
]
