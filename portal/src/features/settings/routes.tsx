import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [{ path: 'settings', lazy: () => import('./routes/Settings') }]
