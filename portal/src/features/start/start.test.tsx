import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem, tenant } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'
import { statusWith, stream } from '@/test/tenancy'

const list = '/api/v1/tenants'

test('with one tenant the start page is that tenant', async () => {
  const { router } = open('/')
  await screen.findByRole('heading', { name: 'Acme Pumps', level: 1 })
  expect(router.state.location.pathname).toBe('/t/acme')
})

test('with several there is a choice', async () => {
  server.use(http.get(list, () => HttpResponse.json({ items: [tenant, { ...tenant, name: 'bolt', displayName: 'Bolt' }] })))
  open('/')
  expect(await screen.findByRole('link', { name: 'Bolt' })).toHaveAttribute('href', '/t/bolt')
  await expectAccessible()
})

test('with none the page says what to do', async () => {
  server.use(http.get(list, () => HttpResponse.json({ items: [] })))
  open('/')
  expect(await screen.findByRole('heading', { name: 'Welcome, Ada' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Create tenant' })).toHaveAttribute('href', '/new')
  await expectAccessible()
})

test('a list that fails can be asked for again', async () => {
  server.use(http.get(list, boom, { once: true }))
  const { user } = open('/?all')
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'Acme Pumps' })).toBeVisible()
})

test('a tenant is made under a short name that follows the long one, with the plan that was chosen', async () => {
  let sent: unknown
  let key: string | null = null
  server.use(
    http.post(list, async ({ request }) => {
      sent = await request.json()
      key = request.headers.get('Idempotency-Key')
      return HttpResponse.json({ ...tenant, name: 'bremer-pumpen' }, { status: 201 })
    }),
  )
  const { user, router } = open('/new')
  await user.type(await screen.findByLabelText('Company or plant'), 'Brémer Pumpen!')
  expect(screen.getByLabelText('Short name')).toHaveValue('bremer-pumpen')
  await user.click(screen.getByRole('radio', { name: 'professional' }))
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Create tenant' }))
  await screen.findByRole('list', { name: 'Provisioning' })
  expect(router.state.location.pathname).toBe('/t/bremer-pumpen/progress')
  expect(sent).toEqual({ name: 'bremer-pumpen', displayName: 'Brémer Pumpen!', tier: 'professional' })
  expect(key).toMatch(/^[0-9a-f-]{36}$/)
})

test('what the platform refuses stands at its field', async () => {
  server.use(
    http.post(list, () =>
      problem(400, 'invalid-request', 'The request is not valid', 'One field has to be corrected.', [
        { field: 'name', message: 'is taken' },
      ]),
    ),
  )
  const { user } = open('/new')
  await user.type(await screen.findByLabelText('Company or plant'), 'Acme')
  await user.click(screen.getByRole('button', { name: 'Create tenant' }))
  expect(await screen.findByText('is taken')).toBeVisible()
  expect(screen.getByLabelText('Short name')).toBeInvalid()
})

test('plans that do not come are said so', async () => {
  server.use(http.get('/api/v1/plans', boom))
  open('/new')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('the progress shows each part and what is waited for', async () => {
  open('/t/acme/progress')
  const steps = await screen.findByRole('list', { name: 'Provisioning' })
  const items = within(steps).getAllByRole('listitem')
  expect(items[0]).toHaveTextContent('Fence: done')
  expect(items[2]).toHaveTextContent('Broker: under wayBroker: 0 of 1 pods answer.')
  expect(items[3]).toHaveTextContent('Historian: to come')
  await expectAccessible()
})

test('a part that cannot be made is failed and says why', async () => {
  server.use(
    http.get('/api/v1/tenants/:tenant/events', () =>
      stream({ event: 'tenant', data: statusWith(3, 'Refused', 'The quota does not allow the volume.') }),
    ),
  )
  open('/t/acme/progress')
  const steps = await screen.findByRole('list', { name: 'Provisioning' })
  expect(within(steps).getAllByRole('listitem')[3]).toHaveTextContent('Historian: failedThe quota does not allow the volume.')
})

test('when everything runs the page leads on', async () => {
  server.use(
    http.get('/api/v1/tenants/:tenant/events', () =>
      stream({ event: 'tenant', data: statusWith(5) }, { event: 'tenant', data: statusWith(6) }),
    ),
  )
  open('/t/acme/progress')
  expect(await screen.findByRole('heading', { name: 'Everything runs' })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Open the tenant' })).toHaveAttribute('href', '/t/acme')
})

test('a tenant that ends says so', async () => {
  server.use(http.get('/api/v1/tenants/:tenant/events', () => stream({ event: 'gone', data: {} })))
  open('/t/acme/progress')
  expect(await screen.findByRole('heading', { name: 'The tenant is gone' })).toBeVisible()
})

test('the progress of somebody else’s tenant is not there', async () => {
  server.use(
    http.get('/api/v1/tenants/:tenant/events', () =>
      problem(404, 'not-found', 'There is no such thing, or the caller may not see it', 'There is no such tenant.'),
    ),
  )
  open('/t/other/progress')
  expect(await screen.findByRole('alert')).toHaveTextContent('There is no such thing')
})
