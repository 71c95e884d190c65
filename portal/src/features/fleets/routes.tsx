import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'fleets', lazy: async () => ({ Component: (await import('./routes/FleetsPage')).FleetsPage }) },
  { path: 'fleets/:fleet', lazy: async () => ({ Component: (await import('./routes/FleetPage')).FleetPage }) },
]
