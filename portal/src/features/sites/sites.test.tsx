import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { bremen, page } from '@/test/plant'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const all = '/api/v1/tenants/acme/sites'

test('sites stand on a plot and in a list', async () => {
  open('/t/acme/sites')
  const row = await screen.findByRole('row', { name: /Bremen works/ })
  expect(row).toHaveTextContent('Am Hafen 1')
  expect(await within(row).findByRole('cell', { name: '2' })).toBeVisible()
  const map = screen.getByRole('navigation', { name: 'Sites on a map' })
  expect(within(map).getByRole('link', { name: 'Bremen works' })).toHaveAttribute('href', '/t/acme/sites/bremen')
  await expectAccessible()
})

test('without sites the page says what to do next', async () => {
  server.use(http.get(all, () => page()))
  open('/t/acme/sites')
  expect(await screen.findByRole('heading', { name: 'No sites yet' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'New site' })).toBeVisible()
})

test('a list that does not come says why and is asked for again', async () => {
  server.use(http.get(all, boom, { once: true }))
  const { user } = open('/t/acme/sites')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('row', { name: /Bremen works/ })).toBeVisible()
})

test('a viewer is offered nothing that a viewer may not do', async () => {
  asRole('viewer')
  open('/t/acme/sites/bremen')
  expect(await screen.findByRole('heading', { name: 'Bremen works' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull()
})

test('who is shut into sites makes no other one', async () => {
  asRole('engineer', ['bremen'])
  open('/t/acme/sites')
  expect(await screen.findByRole('row', { name: /Bremen works/ })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'New site' })).toBeNull()
})

test('a new site is sent without what nobody typed, and then shown', async () => {
  let sent: unknown
  server.use(
    http.post(all, async ({ request }) => {
      sent = await request.json()
      expect(request.headers.get('Idempotency-Key')).toBeTruthy()
      return HttpResponse.json({ ...bremen, name: 'ulm', displayName: 'Ulm' }, { status: 201 })
    }),
    http.get(`${all}/ulm`, () => HttpResponse.json({ ...bremen, name: 'ulm', displayName: 'Ulm' })),
  )
  const { user, router } = open('/t/acme/sites')
  await user.click(await screen.findByRole('button', { name: 'New site' }))
  await user.type(screen.getByLabelText('Name'), 'ulm')
  await user.click(screen.getByLabelText(/Latitude/))
  await user.paste('48.4, 9.99')
  await user.click(screen.getByRole('button', { name: 'Create site' }))
  expect(await screen.findByRole('heading', { name: 'Ulm' })).toBeVisible()
  expect(router.state.location.pathname).toBe('/t/acme/sites/ulm')
  expect(sent).toEqual({ name: 'ulm', timezone: 'UTC', location: { latitude: 48.4, longitude: 9.99 } })
})

test('a name that cannot be is refused before the platform is asked', async () => {
  const { user } = open('/t/acme/sites')
  await user.click(await screen.findByRole('button', { name: 'New site' }))
  await user.type(screen.getByLabelText('Name'), 'Bremen 2')
  await user.click(screen.getByRole('button', { name: 'Create site' }))
  expect(screen.getByLabelText('Name')).toBeInvalid()
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/lower-case letters/)
})

test('what the platform refuses stands at its field', async () => {
  server.use(
    http.put(`${all}/bremen`, () =>
      problem(400, 'invalid-request', 'The request is not valid', 'See errors for what has to be corrected.', [
        { field: 'timezone', message: 'timezone is an IANA name such as Europe/Berlin' },
      ]),
    ),
  )
  const { user } = open('/t/acme/sites/bremen')
  await user.click(await screen.findByRole('button', { name: 'Edit' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('The request is not valid')
  expect(screen.getByLabelText('Time zone')).toHaveAccessibleDescription(/IANA name/)
})

test('a site that fleets belong to is not deleted, and the page says so', async () => {
  server.use(
    http.delete(`${all}/bremen`, () =>
      problem(409, 'conflict', 'The present state does not allow this', 'Fleets belong to the site: press-line.'),
    ),
  )
  const { user } = open('/t/acme/sites/bremen')
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  const confirm = screen.getByRole('button', { name: 'Delete site' })
  expect(confirm).toBeDisabled()
  await user.type(screen.getByLabelText('Type bremen to confirm'), 'bremen')
  await user.click(confirm)
  expect(await screen.findByRole('alert')).toHaveTextContent('Fleets belong to the site: press-line.')
})
