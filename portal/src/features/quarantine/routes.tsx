import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [{ path: 'quarantine', lazy: () => import('./routes/Quarantine') }]
