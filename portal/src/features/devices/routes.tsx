import type { RouteObject } from 'react-router'

/** Relative to /t/:tenant. */
export const routes: RouteObject[] = [
  { path: 'devices', lazy: async () => ({ Component: (await import('./routes/DevicesPage')).DevicesPage }) },
  { path: 'devices/:device', lazy: async () => ({ Component: (await import('./routes/DevicePage')).DevicePage }) },
]
