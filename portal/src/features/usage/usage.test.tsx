import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom } from '@/test/people'
import { press } from '@/test/plant'
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
  expect(await within(table).findByRole('row', { name: /SN-1/ })).toHaveTextContent('12,500,000')
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

test('a device is drawn over time, and all devices again', async () => {
  const { user, router } = open('/t/acme/usage?meter=storage_gb_hours')
  await user.click(await screen.findByRole('button', { name: 'Show SN-1 over time' }))
  expect(await screen.findByRole('img', { name: 'Messages of SN-1 by day, this month' })).toBeVisible()
  expect(router.state.location.search).toContain(`device=${press.id}`)
  expect(within(screen.getByLabelText('Meter')).queryByRole('option', { name: 'Storage' })).toBeNull()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'All devices' }))
  expect(await screen.findByRole('img', { name: 'Messages by day, this month' })).toBeVisible()
})

test('more devices than one page holds are shown on demand', async () => {
  const one = (device: string) => ({ device, messages: 1, points: 1, bytesIn: 1, deviceHours: 1 })
  server.use(
    http.get(`${usage}/devices`, ({ request }) =>
      new URL(request.url).searchParams.get('cursor') === 'two'
        ? HttpResponse.json({ items: [one('d-2')] })
        : HttpResponse.json({ items: [one('d-1')], next: 'two' }),
    ),
  )
  const { user } = open('/t/acme/usage')
  await user.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByRole('row', { name: /d-2/ })).toBeVisible()
  expect(screen.getByRole('row', { name: /d-1/ })).toBeVisible()
})

test('usage by device that is none or does not come says so', async () => {
  server.use(http.get(`${usage}/devices`, () => HttpResponse.json({ items: [] })))
  const { unmount } = open('/t/acme/usage')
  expect(await screen.findByRole('heading', { name: 'No device has sent anything in this time' })).toBeVisible()
  unmount()
  server.use(http.get(`${usage}/devices`, boom))
  open('/t/acme/usage')
  expect(await screen.findByText('It is logged; try again.')).toBeVisible()
})

test('who reads bills and not the plant meets ids only', async () => {
  asRole('billing')
  open('/t/acme/usage')
  expect(await screen.findByRole('row', { name: new RegExp(press.id) })).toBeVisible()
  expect(screen.queryByText('SN-1')).toBeNull()
  expect(screen.queryByRole('columnheader', { name: 'Fleet' })).toBeNull()
})

test('who has a part of the tenant sees its devices and nothing of the whole', async () => {
  asRole('viewer', ['bremen'])
  server.use(http.get(usage, boom), http.get(`${usage}/reconciliation`, boom))
  const { user } = open('/t/acme/usage')
  await user.click(await screen.findByRole('button', { name: 'Show SN-1 over time' }))
  expect(await screen.findByRole('img', { name: 'Messages of SN-1 by day, this month' })).toBeVisible()
  expect(screen.queryByText('It is logged; try again.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('img', { name: /by day/ })).toBeNull()
  expect(screen.getAllByRole('link', { name: 'Usage' })).not.toHaveLength(0)
})
