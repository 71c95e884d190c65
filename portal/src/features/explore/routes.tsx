import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'explore', lazy: async () => ({ Component: (await import('./routes/ExplorePage')).ExplorePage }) },
]
