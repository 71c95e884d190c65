import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [{ index: true, lazy: () => import('./routes/Home') }]
