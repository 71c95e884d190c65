import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem, tenant } from '@/test/people'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const base = '/api/v1/tenants/:tenant'

function asAdministrator() {
  server.use(http.get('/api/v1/me', () => HttpResponse.json({ name: 'root', kind: 'administrator', tenants: [] })))
}

function patches() {
  const sent: unknown[] = []
  server.use(
    http.patch(base, async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(tenant)
    }),
  )
  return sent
}

test('a name is changed', async () => {
  const sent = patches()
  const { user } = open('/t/acme/settings')
  const name = await screen.findByLabelText('Company or plant')
  await user.clear(name)
  await user.type(name, 'Acme Pumps AG')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('The name is changed.')).toBeVisible()
  expect(sent).toEqual([{ displayName: 'Acme Pumps AG' }])
})

test('a change of plan is shown before it is made', async () => {
  const sent = patches()
  const { user } = open('/t/acme/settings')
  await user.selectOptions(await screen.findByLabelText('Compare with'), 'enterprise')
  await user.click(screen.getByRole('button', { name: 'Show what changes' }))
  const table = await screen.findByRole('table', { name: 'From professional to enterprise' })
  expect(within(table).getByRole('row', { name: /limits messages per second 1000 20000/ })).toBeVisible()
  expect(screen.getByText('€4,900.00')).toBeVisible()
  expect(sent).toEqual([])
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Change to enterprise' }))
  expect(await screen.findByText('The tenant changes to enterprise.')).toBeVisible()
  expect(sent).toEqual([{ tier: 'enterprise' }])
})

test('a change that cannot be made in place is explained and not offered', async () => {
  const { user } = open('/t/acme/settings')
  await user.selectOptions(await screen.findByLabelText('Compare with'), 'starter')
  await user.click(screen.getByRole('button', { name: 'Show what changes' }))
  expect(await screen.findByText('It cannot be changed in place')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Change to starter' })).toBeNull()
})

test('an owner deletes the tenant only after typing its name', async () => {
  let deleted = false
  server.use(
    http.delete(base, () => {
      deleted = true
      return HttpResponse.json(tenant, { status: 202 })
    }),
  )
  const { user, router } = open('/t/acme/settings')
  await user.click(await screen.findByRole('button', { name: 'Delete tenant' }))
  const dialog = screen.getByRole('dialog', { name: 'Delete acme?' })
  const act = within(dialog).getByRole('button', { name: 'Delete tenant' })
  expect(act).toBeDisabled()
  await user.type(within(dialog).getByLabelText('Type acme to confirm'), 'acme')
  await user.click(act)
  await screen.findByRole('list', { name: 'Provisioning' })
  expect(deleted).toBe(true)
  expect(router.state.location.pathname).toBe('/t/acme/progress')
})

test('an admin of the tenant can neither suspend nor delete it', async () => {
  asRole('admin')
  open('/t/acme/settings')
  await screen.findByLabelText('Company or plant')
  expect(screen.queryByRole('button', { name: 'Delete tenant' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Suspend tenant' })).toBeNull()
})

test('an administrator of the platform suspends', async () => {
  asAdministrator()
  const sent = patches()
  const { user } = open('/t/acme/settings')
  await user.click(await screen.findByRole('button', { name: 'Suspend tenant' }))
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Suspend' }))
  expect(await screen.findByText('The tenant is suspended.')).toBeVisible()
  expect(sent).toEqual([{ suspended: true }])
})

test('a refused change says what the platform said', async () => {
  server.use(
    http.patch(base, () => problem(409, 'field-conflict', 'Somebody else owns a field of the resource', 'kubectl owns spec.displayName.')),
  )
  const { user } = open('/t/acme/settings')
  await user.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('kubectl owns spec.displayName.')
})

test('settings that do not come are said so', async () => {
  server.use(http.get(base, boom))
  open('/t/acme/settings')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})
