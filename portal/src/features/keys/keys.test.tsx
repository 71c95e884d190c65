import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const base = '/api/v1/tenants/:tenant/api-keys'
const shown = 'mwk_shown-once'

test('the keys say what they may and when they were used', async () => {
  open('/t/acme/keys')
  const table = await screen.findByRole('table', { name: 'API keys' })
  expect(within(table).getByRole('row', { name: /mes bridge.*engineer.*bremen.*never/ })).toBeVisible()
  await expectAccessible()
})

test('a new key is shown once and is nowhere after', async () => {
  let sent: unknown
  server.use(
    http.post(base, async ({ request }) => {
      sent = await request.json()
      return HttpResponse.json({ id: 'k3', name: 'grafana', createdAt: '2026-11-21T19:00:00Z', apiKey: shown }, { status: 201 })
    }),
  )
  const { user } = open('/t/acme/keys')
  await user.click(await screen.findByRole('button', { name: 'New API key' }))
  await user.type(screen.getByLabelText('Name'), 'grafana')
  await user.selectOptions(screen.getByLabelText('Ends'), 'never')
  await user.click(screen.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByText(shown)).toBeVisible()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await navigator.clipboard.readText()).toBe(shown)
  await user.click(screen.getByRole('button', { name: 'I have it' }))
  expect(document.body.innerHTML).not.toContain(shown)
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(shown)
  expect(sent).toEqual({ name: 'grafana', role: 'viewer', sites: [] })
})

test('a name that is refused stands at its field', async () => {
  server.use(
    http.post(base, () =>
      problem(400, 'invalid-request', 'The request is not valid', '', [{ field: 'name', message: 'is required' }]),
    ),
  )
  const { user } = open('/t/acme/keys')
  await user.click(await screen.findByRole('button', { name: 'New API key' }))
  await user.click(screen.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByText('is required')).toBeVisible()
})

test('a key is revoked after a second thought', async () => {
  let revoked: unknown
  server.use(
    http.delete(`${base}/:id`, ({ params }) => {
      revoked = params.id
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { user } = open('/t/acme/keys')
  await user.click(await screen.findByRole('button', { name: 'Revoke mes bridge' }))
  expect(revoked).toBeUndefined()
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('The key mes bridge is revoked.')).toBeVisible()
  expect(revoked).toBe('k2')
})

test('without keys the page says what they are for', async () => {
  server.use(http.get(base, () => HttpResponse.json({ items: [] })))
  open('/t/acme/keys')
  expect(await screen.findByRole('heading', { name: 'No program has a key' })).toBeVisible()
})

test('keys that do not come can be asked for again', async () => {
  server.use(http.get(base, boom, { once: true }))
  const { user } = open('/t/acme/keys')
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('table', { name: 'API keys' })).toBeVisible()
})
