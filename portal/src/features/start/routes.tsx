import type { RouteObject } from 'react-router'

export const routes: RouteObject[] = [
  { path: '/', lazy: () => import('./routes/Start') },
  { path: '/new', lazy: () => import('./routes/NewTenant') },
]

/** Relative to /t/:tenant. */
export const tenantRoutes: RouteObject[] = [{ path: 'progress', lazy: () => import('./routes/Progress') }]
