import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'usage', lazy: async () => ({ Component: (await import('./routes/UsagePage')).UsagePage }) },
]
