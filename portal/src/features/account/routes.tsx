import type { RouteObject } from 'react-router'

/** For anybody. */
export const openRoutes: RouteObject[] = [
  { path: '/login', lazy: () => import('./routes/Login') },
  { path: '/signup', lazy: () => import('./routes/SignUp') },
  { path: '/verify', lazy: () => import('./routes/Verify') },
  { path: '/reset', lazy: () => import('./routes/Reset') },
  { path: '/invitation', lazy: () => import('./routes/Invitation') },
]

/** For somebody who is signed in, outside of tenants. */
export const routes: RouteObject[] = [{ path: '/account', lazy: () => import('./routes/Account') }]
