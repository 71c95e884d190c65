import type { RouteObject } from 'react-router'
import { routes as bill } from '@/features/bill/routes'
import { routes as claimCodes } from '@/features/claim-codes/routes'
import { routes as devices } from '@/features/devices/routes'
import { routes as explore } from '@/features/explore/routes'
import { routes as fleets } from '@/features/fleets/routes'
import { routes as sites } from '@/features/sites/routes'
import { routes as usage } from '@/features/usage/routes'
import { Crash } from './Crash'
import { NotFound } from './NotFound'
import { SignedIn } from './SignedIn'
import { SignedInOnly } from './SignedInOnly'
import { TenantShell } from './TenantShell'

/** All pages. Each feature says its own; what they look like is loaded when it is needed. */
export const routes: RouteObject[] = [
  {
    errorElement: <Crash />,
    hydrateFallbackElement: <></>,
    children: [
      { path: '/signed-in', element: <SignedIn /> },
      {
        element: <SignedInOnly />,
        children: [
          {
            path: '/t/:tenant',
            element: <TenantShell />,
            children: [
              {
                errorElement: <Crash />,
                children: [
                  ...sites,
                  ...fleets,
                  ...claimCodes,
                  ...devices,
                  ...explore,
                  ...usage,
                  ...bill,
                  { path: '*', element: <NotFound /> },
                ],
              },
            ],
          },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]
