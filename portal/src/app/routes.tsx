import type { RouteObject } from 'react-router'
import { openRoutes, routes as account } from '@/features/account/routes'
import { routes as audit } from '@/features/audit/routes'
import { routes as bill } from '@/features/bill/routes'
import { routes as claimCodes } from '@/features/claim-codes/routes'
import { routes as devices } from '@/features/devices/routes'
import { routes as explore } from '@/features/explore/routes'
import { routes as fleets } from '@/features/fleets/routes'
import { routes as home } from '@/features/home/routes'
import { routes as keys } from '@/features/keys/routes'
import { routes as people } from '@/features/people/routes'
import { routes as platform } from '@/features/platform/routes'
import { routes as quarantine } from '@/features/quarantine/routes'
import { routes as settings } from '@/features/settings/routes'
import { routes as sites } from '@/features/sites/routes'
import { routes as start, tenantRoutes } from '@/features/start/routes'
import { routes as usage } from '@/features/usage/routes'
import { Crash } from './Crash'
import { NotFound } from './NotFound'
import { PlainShell } from './PlainShell'
import { SignedIn } from './SignedIn'
import { SignedInOnly } from './SignedInOnly'
import { TenantShell } from './TenantShell'

/** All pages. Each feature says its own; what they look like is loaded when it is needed. */
export const routes: RouteObject[] = [
  {
    errorElement: <Crash />,
    hydrateFallbackElement: <></>,
    children: [
      ...openRoutes,
      { path: '/signed-in', element: <SignedIn /> },
      {
        element: <SignedInOnly />,
        children: [
          {
            element: <PlainShell />,
            children: [{ errorElement: <Crash />, children: [...start, ...account, ...platform] }],
          },
          {
            path: '/t/:tenant',
            element: <TenantShell />,
            children: [
              {
                errorElement: <Crash />,
                children: [
                  ...home,
                  ...tenantRoutes,
                  ...sites,
                  ...fleets,
                  ...claimCodes,
                  ...devices,
                  ...explore,
                  ...quarantine,
                  ...usage,
                  ...bill,
                  ...people,
                  ...keys,
                  ...audit,
                  ...settings,
                  { path: '*', element: <NotFound /> },
                ],
              },
            ],
          },
        ],
      },
      { path: '*', element: <main><NotFound /></main> },
    ],
  },
]
