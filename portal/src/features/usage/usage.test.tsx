import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom } from '@/test/people'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const usage = '/api/v1/tenants/acme/usage'

test('usage is drawn, and says the same as a table', async () => {
  const { user } = open('/t/acme/usage')
  expect(await screen.findByRole('img', { name: 'Messages by day, this month' })).toBeVisible()
  await user.click(screen.getByText('The same as a table'))
  expect(screen.getByRole('table', { name: 'Messages by day' })).toHaveTextContent('12,500,001')
  await expectAccessible()
})

test('meter, period and granularity stand in the address', async () => {
  const { user, router } = open('/t/acme/usage')
  await user.selectOptions(await screen.findByLabelText('Meter'), 'points')
  await user.click(screen.getByRole('radio', { name: 'By hour' }))
  expect(await screen.findByRole('img', { name: 'Points by hour, this month' })).toBeVisible()
  expect(router.state.location.search).toBe('?meter=points&period=month&by=hour')
})

test('it is said who sends how much, and whether it agrees with what arrived', async () => {
  open('/t/acme/usage')
  const table = await screen.findByRole('table', { name: 'Messages by device' })
  expect(within(table).getByRole('row', { name: /SN-1/ })).toHaveTextContent('95')
  expect(await screen.findByText('Every message is accounted for')).toBeVisible()
})

test('a time without usage says when there will be some', async () => {
  server.use(
    http.get(usage, () => HttpResponse.json({ tenant: 'acme', from: '', to: '', granularity: 'day', usage: [] })),
  )
  open('/t/acme/usage')
  expect(await screen.findByRole('heading', { name: 'Nothing was used in this time' })).toBeVisible()
})

test('usage that does not come says why', async () => {
  server.use(http.get(usage, boom))
  open('/t/acme/usage')
  expect(await screen.findByText('It is logged; try again.')).toBeVisible()
})

test('who reads bills and not the plant is not shown devices', async () => {
  asRole('billing')
  open('/t/acme/usage')
  expect(await screen.findByRole('img', { name: 'Messages by day, this month' })).toBeVisible()
  expect(screen.queryByRole('heading', { name: /Messages by device/ })).toBeNull()
})
