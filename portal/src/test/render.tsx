import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { http, HttpResponse } from 'msw'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect } from 'vitest'
import { installAuth, type Auth } from '@/api/auth'
import { newQueryClient } from '@/api/query'
import { App } from '@/app/App'
import { routes } from '@/app/routes'
import { meAs } from './people'
import { server } from './server'

/** Somebody is signed in; who, the platform says at /me. */
export function signedIn(changes: Partial<Auth> = {}): Auth {
  const auth: Auth = {
    token: () => Promise.resolve('token'),
    renewed: () => Promise.resolve(undefined),
    signIn: () => Promise.resolve(),
    signedIn: () => Promise.resolve('/'),
    signOut: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    ...changes,
  }
  installAuth(auth)
  return auth
}

/** The person has this role in the tenant acme. */
export function asRole(role: string, sites: string[] = []) {
  server.use(http.get('/api/v1/me', () => HttpResponse.json(meAs(role, sites))))
}

/** The whole portal at an address, for somebody who is signed in. */
export function open(path: string) {
  signedIn()
  return openAs(path)
}

/** The same without touching who is signed in. */
export function openAs(path: string) {
  const queries = newQueryClient()
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } })
  const router = createMemoryRouter(routes, { initialEntries: [path] })
  const view = render(
    <App queries={queries}>
      <RouterProvider router={router} />
    </App>,
  )
  return { ...view, router, user: userEvent.setup() }
}

/** Nothing that keeps somebody out. Colours need a real browser: the browser tests look at those. */
export async function expectAccessible(container: Element = document.body) {
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}
