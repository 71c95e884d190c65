import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, meAs, problem } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const base = '/api/v1/tenants/:tenant/telemetry/quarantine'

test('what could not be stored is listed with its reason and shown with its bytes', async () => {
  const { user } = open('/t/acme/quarantine')
  const table = await screen.findByRole('table', { name: 'Messages in quarantine' })
  expect(within(table).getByRole('row', { name: /whole message.*too_old/ })).toBeVisible()
  await expectAccessible()
  await user.click(screen.getByRole('button', { name: /Look at message/ }))
  expect(within(screen.getByRole('dialog')).getByText('{"v":1,"ts":1}')).toBeVisible()
  await expectAccessible()
})

test('a whole message can be read again', async () => {
  let replayed: unknown
  server.use(
    http.post(`${base}/:q`, ({ params }) => {
      replayed = params.q
      return HttpResponse.json({ points: 12 })
    }),
  )
  const { user } = open('/t/acme/quarantine')
  await user.click(await screen.findByRole('button', { name: /Look at message/ }))
  await user.click(screen.getByRole('button', { name: 'Read again' }))
  expect(await screen.findByText('12 points are stored.')).toBeVisible()
  expect(replayed).toBe('7:replay')
})

test('one that is refused still stays open and says why', async () => {
  server.use(
    http.post(`${base}/:q`, () =>
      problem(409, 'conflict', 'The present state does not allow this', 'The message is still refused: too_old.'),
    ),
  )
  const { user } = open('/t/acme/quarantine')
  await user.click(await screen.findByRole('button', { name: /Look at message/ }))
  await user.click(screen.getByRole('button', { name: 'Read again' }))
  expect(await screen.findByText(/The message is still refused: too_old/)).toBeVisible()
})

test('a point alone is thrown away after a second thought', async () => {
  let gone: unknown
  server.use(
    http.delete(`${base}/:q`, ({ params }) => {
      gone = params.q
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { user } = open('/t/acme/quarantine')
  await user.click(await screen.findByRole('button', { name: /Look at speed/ }))
  expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Throw away' }))
  expect(gone).toBeUndefined()
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Throw away' }))
  expect(await screen.findByText('It is gone.')).toBeVisible()
  expect(gone).toBe('6')
})

test('an operator looks and changes nothing', async () => {
  server.use(http.get('/api/v1/me', () => HttpResponse.json(meAs('operator'))))
  const { user } = open('/t/acme/quarantine')
  await user.click(await screen.findByRole('button', { name: /Look at message/ }))
  expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Throw away' })).toBeNull()
})

test('an empty quarantine says what would come, and one that does not come can be asked for again', async () => {
  server.use(http.get(base, () => HttpResponse.json({ items: [] })))
  open('/t/acme/quarantine')
  expect(await screen.findByRole('heading', { name: 'Everything could be stored' })).toBeVisible()
})

test('a quarantine that does not come can be asked for again', async () => {
  server.use(http.get(base, boom, { once: true }))
  const { user } = open('/t/acme/quarantine')
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('table', { name: 'Messages in quarantine' })).toBeVisible()
})
