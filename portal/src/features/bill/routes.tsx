import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'bill', lazy: async () => ({ Component: (await import('./routes/BillPage')).BillPage }) },
]
