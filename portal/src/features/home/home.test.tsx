import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { moving, overview } from '@/test/home'
import { boom, problem, tenant } from '@/test/people'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'
import { stream } from '@/test/tenancy'
import { chosenOf } from './components/chosen'
import { sentenceOf } from './components/events'

const base = '/api/v1/tenants/:tenant'

test('the home page says how the tenant is, and what has happened', async () => {
  open('/t/acme')
  expect(await screen.findByText('11 of 12')).toBeVisible()
  expect(screen.getByRole('link', { name: '1 to approve' })).toHaveAttribute('href', '/t/acme/devices')
  expect(screen.getByText('48,211')).toBeVisible()
  expect(screen.getByText('EUR 41.20')).toBeVisible()
  expect(screen.getByText('ada@acme.example approved device pump-7-a2c4')).toBeVisible()
  expect(document.title).toBe('Acme Pumps · Millwright')
  await expectAccessible()
})

test('live values move on with what is stored', async () => {
  server.use(
    ...moving.filter((one) => !String(one.info.path).endsWith('/live')),
    http.get(`${base}/telemetry/live`, () =>
      stream({
        event: 'point',
        data: { device: 'press-1-k3x9', tag: 'temperature', unit: 'Cel', ts: new Date().toISOString(), value: 71.5, quality: 192 },
      }),
    ),
  )
  open('/t/acme')
  expect(await screen.findByRole('img', { name: /The last ten minutes of .*temperature of press-1-k3x9/ })).toBeVisible()
  expect(await screen.findByText('71.5 °C')).toBeVisible()
  expect(screen.getByText('Live')).toBeVisible()
})

test('a tenant without devices says what to do next', async () => {
  server.use(
    http.get(`${base}/overview`, () =>
      HttpResponse.json({ ...overview, devices: { enrolled: 0, connected: 0, pendingApproval: 0 }, recent: [] }),
    ),
    http.get(`${base}/sites`, () => HttpResponse.json({ items: [{ name: 'bremen', status: { ready: true, conditions: [] } }] })),
    http.get(`${base}/fleets`, () => HttpResponse.json({ items: [] })),
  )
  open('/t/acme')
  const steps = await screen.findByRole('list', { name: 'Next steps' })
  expect(within(steps).getAllByRole('listitem')[0]).toHaveTextContent('Name a site: done')
  expect(within(steps).getAllByRole('listitem')[1]).toHaveTextContent('Describe a fleet: under way')
  expect(screen.getByRole('heading', { name: 'Nothing has happened yet' })).toBeVisible()
  await expectAccessible()
})

test('a tenant that is being built leads to its progress', async () => {
  const building = { ...tenant, status: { ...tenant.status, phase: 'Provisioning', ready: false, conditions: [] } }
  server.use(
    http.get(base, () => HttpResponse.json(building)),
    http.get(`${base}/overview`, () => HttpResponse.json({ ...overview, tenant: building })),
  )
  open('/t/acme')
  expect(await screen.findByRole('link', { name: 'See how far it is' })).toHaveAttribute('href', '/t/acme/progress')
})

test('who only pays sees the cost and not the plant', async () => {
  asRole('billing')
  open('/t/acme')
  expect(await screen.findByRole('link', { name: 'See its lines' })).toHaveAttribute('href', '/t/acme/bill')
  expect(screen.queryByRole('heading', { name: 'Live values' })).toBeNull()
})

test('somebody else’s tenant cannot be told from one that is not', async () => {
  server.use(
    http.get(`${base}/overview`, () =>
      problem(404, 'not-found', 'There is no such thing, or the caller may not see it', 'There is no such tenant.'),
    ),
  )
  open('/t/other')
  expect(await screen.findByRole('alert')).toHaveTextContent('There is no such thing, or the caller may not see it')
})

test('figures that fail can be asked for again', async () => {
  server.use(http.get(`${base}/overview`, boom, { once: true }))
  const { user } = open('/t/acme')
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('11 of 12')).toBeVisible()
})

test('each device has a line before any has two', () => {
  const point = (device: string, tag: string, value: unknown) => ({ device, tag, value, ts: '2026-11-21T19:00:00Z', quality: 192 })
  const chosen = chosenOf([
    point('a', 'one', 1),
    point('a', 'two', 2),
    point('a', 'three', 3),
    point('a', 'state', 'running'),
    point('b', 'one', 1),
    point('c', 'one', 1),
    point('d', 'flag', true),
  ])
  expect(chosen.map((one) => `${one.device} ${one.tag}`)).toEqual(['a one', 'b one', 'c one', 'a three'])
})

test.each([
  [{ actor: 'claim-code:1f', action: 'device.enroll', object: 'device/press-1', outcome: 'done' }, 'press-1 enrolled'],
  [{ actor: 'ada', action: 'site.apply', object: 'site/bremen', outcome: 'done' }, 'ada created site bremen'],
  [{ actor: 'script', action: 'device.revoke', object: 'device/d1', outcome: 'refused' }, 'script revoked device d1, which was refused'],
  [{ actor: 'ada', action: 'tenant.create', object: 'tenant/acme', outcome: 'done' }, 'ada created the tenant'],
  [{ actor: 'unidentified', action: 'mqtt.refused', object: 'connection', outcome: 'refused' }, 'the broker refused a connection of somebody unidentified'],
  [{ actor: 'device:d1', action: 'mqtt.refused', object: 'mw/v1/other/#', outcome: 'refused' }, 'the broker refused mw/v1/other/# to device:d1'],
  [{ actor: 'x', action: 'unheard.of', object: 'thing/one', outcome: 'done' }, 'x unheard.of thing one'],
])('%j reads as a sentence', (entry, sentence) => {
  expect(sentenceOf(entry)).toBe(sentence)
})
