import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'sites', lazy: async () => ({ Component: (await import('./routes/SitesPage')).SitesPage }) },
  { path: 'sites/:site', lazy: async () => ({ Component: (await import('./routes/SitePage')).SitePage }) },
]
