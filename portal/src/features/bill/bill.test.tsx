import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { bill, page } from '@/test/plant'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const here = '/api/v1/tenants/acme/bill'

test('a line unfolds what it follows from, and the page adds it up again', async () => {
  const { user } = open('/t/acme/bill')
  const used = await screen.findByText('12,500,001 messages')
  await user.click(used)
  const steps = await screen.findByRole('table', { name: 'Steps of the line' })
  expect(within(steps).getByRole('row', { name: /Step 2/ })).toHaveTextContent('1,500,001€1.20 per million messages')
  expect(screen.getByText('Added up again in this page: €16.80.')).toBeVisible()
  expect(await screen.findByText('Added up over 1 hour of the ledger: 12,500,001 messages.')).toBeVisible()
  await expectAccessible()
})

test('a line that does not add up is called out', async () => {
  const [line] = bill.lines
  server.use(http.get(here, () => HttpResponse.json({ ...bill, total: 1681, lines: [{ ...line, amount: 1681 }] })))
  const { user } = open('/t/acme/bill')
  await user.click(await screen.findByText('12,500,001 messages'))
  expect(await screen.findByText('This page comes to €16.80, the bill says €16.81.')).toBeVisible()
})

test('a total that its lines do not come to is called out', async () => {
  server.use(http.get(here, () => HttpResponse.json({ ...bill, total: 1 })))
  open('/t/acme/bill')
  expect(await screen.findByText('The lines and corrections do not come to the total.')).toBeVisible()
})

test('plans are compared by the usage of this month', async () => {
  open('/t/acme/bill')
  const plans = await screen.findByRole('table', { name: 'Plans compared' })
  expect(within(plans).getByRole('row', { name: /starter/ })).toHaveTextContent('Yours')
  expect(within(plans).getByRole('row', { name: /professional/ })).toHaveTextContent('+€473.20')
})

test('closed months are listed and opened', async () => {
  server.use(
    http.get('/api/v1/tenants/acme/invoices', () =>
      page({
        number: 'acme-2026-10',
        period: '2026-10',
        currency: 'EUR',
        total: 100,
        totalText: 'EUR 1.00',
        closedAt: '2026-11-03T00:00:00Z',
        href: '',
      }),
    ),
  )
  const { user } = open('/t/acme/bill')
  await user.click(await screen.findByRole('link', { name: 'October 2026' }))
  expect(await screen.findByRole('heading', { name: 'Bill of October 2026' })).toBeVisible()
})

test('a bill that cannot be drawn says why', async () => {
  server.use(
    http.get(here, () => problem(409, 'conflict', 'The present state does not allow this', 'The tier gold has no price.')),
  )
  open('/t/acme/bill')
  expect(await screen.findByText('The tier gold has no price.')).toBeVisible()
})

test('a bill that does not come is asked for again', async () => {
  server.use(http.get(here, boom, { once: true }))
  const { user } = open('/t/acme/bill')
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('12,500,001 messages')).toBeVisible()
})
