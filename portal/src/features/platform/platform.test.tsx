import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, test } from 'vitest'
import { boom, meAs, tenant } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const troubled = {
  ...tenant,
  name: 'bolt',
  displayName: 'Bolt',
  status: { ...tenant.status, phase: 'Degraded', ready: false, conditions: [{ type: 'Ready', status: 'False', reason: 'BrokerDown', message: 'The broker does not answer.' }] },
}

beforeEach(() => {
  server.use(
    http.get('/api/v1/me', () => HttpResponse.json({ name: 'root', kind: 'administrator', tenants: [] })),
    http.get('/api/v1/tenants', () => HttpResponse.json({ items: [tenant, troubled] })),
  )
})

test('whoever runs the platform sees every tenant, and which are in trouble', async () => {
  const { user } = open('/platform')
  const table = await screen.findByRole('table', { name: 'Tenants' })
  expect(within(table).getByText('The broker does not answer.')).toBeVisible()
  expect(screen.getByText('24')).toBeVisible()
  await expectAccessible()
  await user.click(screen.getByRole('radio', { name: 'In trouble' }))
  expect(within(table).queryByText('Acme Pumps')).toBeNull()
  expect(within(table).getByRole('link', { name: 'Bolt' })).toHaveAttribute('href', '/t/bolt')
})

test('an installation without tenants says how they come', async () => {
  server.use(http.get('/api/v1/tenants', () => HttpResponse.json({ items: [] })))
  open('/platform')
  expect(await screen.findByRole('heading', { name: 'There is no tenant' })).toBeVisible()
})

test('a list that does not come is said so', async () => {
  server.use(http.get('/api/v1/tenants', boom))
  open('/platform')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('it is not for members', async () => {
  server.use(http.get('/api/v1/me', () => HttpResponse.json(meAs('owner'))))
  open('/platform')
  expect(await screen.findByRole('alert')).toHaveTextContent('This page is for whoever runs the platform')
})
