import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { page, press, stranger } from '@/test/plant'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const all = '/api/v1/tenants/acme/devices'

test('devices are listed with whether they are well', async () => {
  open('/t/acme/devices')
  const row = await screen.findByRole('row', { name: /SN-1/ })
  expect(row).toHaveTextContent('Online')
  expect(row).toHaveTextContent('95.0 %')
  await expectAccessible()
})

test('the state is chosen at the platform and the text in the page', async () => {
  const { user, router } = open('/t/acme/devices')
  await user.selectOptions(await screen.findByLabelText('State'), 'pending')
  expect(await screen.findByRole('row', { name: /SN-9/ })).toBeVisible()
  expect(screen.queryByRole('row', { name: /SN-1/ })).toBeNull()
  expect(router.state.location.search).toBe('?state=pending')
  await user.type(screen.getByLabelText('Find'), 'nothing')
  await user.click(await screen.findByRole('button', { name: 'Show all devices' }))
  expect(await screen.findByRole('row', { name: /SN-1/ })).toBeVisible()
})

test('without devices the way leads to a claim code', async () => {
  server.use(http.get(all, () => page()))
  open('/t/acme/devices')
  expect(await screen.findByRole('heading', { name: 'No devices yet' })).toBeVisible()
  expect(await screen.findByRole('link', { name: 'Make a claim code' })).toHaveAttribute(
    'href',
    '/t/acme/fleets/press-line/claim-codes',
  )
})

test('a list that does not come says why', async () => {
  server.use(http.get(all, boom))
  open('/t/acme/devices')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('an operator lets a waiting device in', async () => {
  asRole('operator')
  server.use(http.post(`${all}/${stranger.id}\\:approve`, () => HttpResponse.json({ ...stranger, state: 'approved' })))
  const { user } = open(`/t/acme/devices/${stranger.id}`)
  expect(await screen.findByText(/add the serial to the fleet/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Approve device' }))
  expect(await screen.findByText('SN-9 is approved.')).toBeVisible()
})

test('a device shows what it says, what is missing and what lets it in', async () => {
  open(`/t/acme/devices/${press.id}`)
  const values = await screen.findByRole('table', { name: 'Values now' })
  expect(await within(values).findByText('71.5 °C')).toBeVisible()
  expect(
    screen.getByText('95 messages stored, 3 messages still to come from the buffer, 2 messages lost at the device.'),
  ).toBeVisible()
  expect(screen.getByText(/The buffer was full/)).toBeVisible()
  expect(screen.getByText('It renews itself at two thirds of its life.')).toBeVisible()
  await expectAccessible()
})

test('a device is revoked only by who types its serial number', async () => {
  let revoked = false
  server.use(
    http.post(`${all}/${press.id}\\:revoke`, () => {
      revoked = true
      return HttpResponse.json({ ...press, state: 'revoked' })
    }),
  )
  const { user } = open(`/t/acme/devices/${press.id}`)
  await user.click(await screen.findByRole('button', { name: 'Revoke device' }))
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByRole('button', { name: 'Revoke device' })).toBeDisabled()
  await user.type(within(dialog).getByLabelText('Type SN-1 to confirm'), 'SN-1')
  await user.click(within(dialog).getByRole('button', { name: 'Revoke device' }))
  expect(await screen.findByText('SN-1 is revoked.')).toBeVisible()
  expect(revoked).toBe(true)
})

test('a revoked device is not called live, nor its certificate good', async () => {
  const revokedAt = '2026-11-21T19:00:00Z'
  const certificate = { ...press.certificate, revokeAt: revokedAt }
  server.use(http.get(`${all}/${press.id}`, () => HttpResponse.json({ ...press, state: 'revoked', revokedAt, certificate })))
  open(`/t/acme/devices/${press.id}`)
  expect(await screen.findByRole('heading', { name: 'Last values' })).toBeVisible()
  expect(screen.getByText('Revoked: it opens nothing any more.')).toBeVisible()
  expect(screen.queryByText('Live')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Revoke device' })).toBeNull()
})

test('a move that cannot be says why', async () => {
  server.use(
    http.post(`${all}/${press.id}\\:move`, () =>
      problem(409, 'conflict', 'The present state does not allow this', 'There is no such fleet.'),
    ),
  )
  const { user } = open(`/t/acme/devices/${press.id}`)
  await user.click(await screen.findByRole('button', { name: 'Move device' }))
  const dialog = screen.getByRole('dialog')
  expect(await within(dialog).findByRole('option', { name: 'pump-line (bremen)' })).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Move device' }))
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('There is no such fleet.')
})

test('a viewer is offered no act on a device', async () => {
  asRole('viewer')
  open(`/t/acme/devices/${press.id}`)
  expect(await screen.findByRole('table', { name: 'Values now' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Revoke device' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Move device' })).toBeNull()
})
