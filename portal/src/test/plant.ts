import { http, HttpResponse } from 'msw'
import type { Schema } from '@/api/paths'

const ready = { type: 'Ready', status: 'True', reason: 'Valid', message: 'Fleets can refer to this site.' }

export const bremen: Schema<'SiteView'> = {
  name: 'bremen',
  displayName: 'Bremen works',
  timezone: 'Europe/Berlin',
  location: { latitude: 53.0793, longitude: 8.8017, address: 'Am Hafen 1' },
  createdAt: '2026-11-01T08:00:00Z',
  status: { ready: true, conditions: [ready] },
}

export const pressLine: Schema<'FleetView'> = {
  name: 'press-line',
  siteRef: 'bremen',
  connections: [{ name: 'press', protocol: 'modbus-tcp', url: 'modbus-tcp://${plc}:502?default-unit-identifier=1' }],
  tags: [
    { name: 'temperature', connection: 'press', address: 'holding-register:100:REAL', unit: 'Cel', interval: '1s' },
    { name: 'running', connection: 'press', address: 'coil:1', interval: '1s' },
  ],
  enrollment: { mode: 'ClaimCode', approval: 'Automatic', codeLifetime: '720h', maxDevices: 200 },
  certificate: { lifetime: '30d' },
  rollout: { steps: [5, 25, 100], pauseAboveErrorPercent: 2 },
  createdAt: '2026-11-01T08:00:00Z',
  status: {
    ready: true,
    configuration: 'b98271c4568a470d',
    enrolled: 4,
    connected: 3,
    pendingApproval: 1,
    rollout: { step: 25, updated: 1, failed: 0 },
    conditions: [{ ...ready, message: 'The configuration can be signed and rolled out.' }],
  },
}

export const pumpLine: Schema<'FleetView'> = {
  ...pressLine,
  name: 'pump-line',
  connections: [{ name: 'pump', protocol: 'opcua', url: 'opcua:tcp://${plc}:4840/?discovery=false' }],
  tags: [],
}

export const press: Schema<'DeviceView'> = {
  id: 'press-line-4pfhhsvzyz',
  fleet: 'press-line',
  site: 'bremen',
  state: 'active',
  serial: 'SN-1',
  model: 'box',
  parameters: { plc: '10.0.0.5' },
  createdAt: '2026-11-01T08:00:00Z',
  enrolledAt: '2026-11-01T08:00:00Z',
  certificate: { serial: '1f6b', issuedAt: '2026-11-01T08:00:00Z', notAfter: '2099-12-01T08:00:00Z' },
  configuration: { hash: 'b98271c4568a470d', version: 1, sentAt: '2026-11-01T08:00:00Z', acknowledgedAt: '2026-11-01T08:00:06Z' },
  connected: true,
  lastSeen: '2026-11-21T19:30:00Z',
  completeness: 0.95,
  streams: [{ stream: 'k3x9', committed: 100, missing: [[98, 100]], lost: 2 }],
  gaps: [{ stream: 'k3x9', from: 44, to: 45, reason: 'cap', at: '2026-11-20T10:00:00Z' }],
}

/** What is missing of the press. */
export const lacking: Schema<'CompletenessView'> = {
  device: press.id,
  from: '2026-11-20T09:00:00Z',
  to: '2026-11-21T09:00:00Z',
  missing: [
    {
      from: '2026-11-20T10:00:00Z',
      to: '2026-11-20T10:05:00Z',
      reason: 'gap',
      declared: 'corrupt',
      clock: 'data',
      stream: 'k3x9',
      messages: 2,
    },
    { from: '2026-11-21T08:00:00Z', to: '2026-11-21T08:01:00Z', reason: 'quarantined', clock: 'arrival', items: 1 },
  ],
  unplaced: [{ reason: 'hole', stream: 'k3x9', messages: 3, after: '2026-11-21T08:30:00Z' }],
  streams: [{ stream: 'k3x9', highest: 100, through: '2026-11-21T08:59:00Z' }],
  notTaken: [],
}

export const stranger: Schema<'DeviceView'> = {
  id: 'press-line-0000000000',
  fleet: 'press-line',
  site: 'bremen',
  state: 'pending',
  waitsFor: 'serial-not-listed',
  serial: 'SN-9',
  model: 'box',
  parameters: {},
  createdAt: '2026-11-21T19:00:00Z',
  configuration: { version: 0 },
}

const temperature = { device: press.id, tag: 'temperature', unit: 'Cel', ts: '2026-11-21T19:30:00.000Z', value: 65.03, quality: 192 }
const running = { device: press.id, tag: 'running', ts: '2026-11-21T19:30:00.000Z', value: true, quality: 192 }

export const unusedCode: Schema<'Remembered'> = {
  id: '00000000-0000-4000-8000-000000000001',
  fleet: 'press-line',
  state: 'unused',
  createdAt: '2026-11-21T19:00:00Z',
  expiresAt: '2026-12-21T19:00:00Z',
}

const ledger = { position: 1592, hash: '7dd96fedf36af9d1' }
const month = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }

export const bill = {
  tenant: 'acme',
  incarnation: '01JD0000000000000000000000',
  period: '2026-11',
  ...month,
  asOf: '2026-11-21T19:30:00Z',
  currency: 'EUR',
  total: 1680,
  totalText: 'EUR 16.80',
  prices: '2026-01',
  tiers: [{ tier: 'starter', hours: 720, spans: [month] }],
  lines: [
    {
      number: 1,
      tier: 'starter',
      charge: 'messages',
      quantity: 12_500_001,
      included: 1_000_000,
      per: 1_000_000,
      steps: [
        { quantity: 10_000_000, price: 150 },
        { quantity: 1_500_001, price: 120 },
      ],
      amount: 1680,
      proof: {
        rule: 'sum over steps of quantity * price / per, rounded half up',
        usage: [
          '/api/v1/tenants/acme/usage?meter=messages&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z&granularity=hour',
        ],
        ledger,
      },
    },
  ],
  corrections: [],
  ledger,
  file: '/api/v1/tenants/acme/bill/file?period=2026-11',
} satisfies Schema<'BillDocument'>

function usage(asked: URLSearchParams) {
  const granularity = asked.get('granularity') ?? 'total'
  const meters = asked.get('meter') ? [asked.get('meter') ?? ''] : ['messages', 'points', 'device_hours', 'storage_gb_hours']
  const at = (asked.get('to') ?? '2026-11-21T19:00:00Z').slice(0, 10)
  return {
    tenant: 'acme',
    from: asked.get('from') ?? month.from,
    to: asked.get('to') ?? month.to,
    granularity,
    usage: meters.map((meter) => ({
      meter,
      from: `${at}T00:00:00Z`,
      to: `${at}T01:00:00Z`,
      quantity: meter === 'messages' ? 12_500_001 : 3,
    })),
  }
}

function history(asked: URLSearchParams) {
  const to = Date.parse(asked.get('to') ?? '2026-11-21T19:30:00Z')
  const points = [60, 70].map((value, index) => ({ ts: new Date(to - 60_000 + index * 10_000).toISOString(), value, count: 10 }))
  const range = { from: asked.get('from'), to: asked.get('to') }
  const bucket = asked.get('bucket') === 'auto' ? '10s' : asked.get('bucket')
  const named = asked.getAll('series')
  return named.length === 0
    ? { ...range, device: asked.get('device'), tag: asked.get('tag'), unit: 'Cel', points }
    : {
        ...range,
        bucket,
        series: named.map((name) => {
          const [device, tag] = name.split(':')
          return { device, tag, unit: 'Cel', points }
        }),
      }
}

export const page = <T>(...items: T[]) => HttpResponse.json({ items })

/** A tenant that runs: a site, two fleets, a device that sends and one that waits. */
export const handlers = [
  http.get('/api/v1/tenants/acme/sites', () => page(bremen)),
  http.get('/api/v1/tenants/acme/sites/bremen', () => HttpResponse.json(bremen)),
  http.get('/api/v1/tenants/acme/fleets', () => page(pressLine, pumpLine)),
  http.get('/api/v1/tenants/acme/fleets/press-line', () => HttpResponse.json(pressLine)),
  http.get('/api/v1/tenants/acme/fleets/press-line/claim-codes', () => page(unusedCode)),
  http.get('/api/v1/tenants/acme/devices', ({ request }) => {
    const { searchParams } = new URL(request.url)
    const state = searchParams.get('state')
    return page(...[press, stranger].filter((device) => !state || device.state === state))
  }),
  http.get(`/api/v1/tenants/acme/devices/${press.id}`, () => HttpResponse.json(press)),
  http.get(`/api/v1/tenants/acme/devices/${stranger.id}`, () => HttpResponse.json(stranger)),
  http.get('/api/v1/tenants/acme/telemetry/latest', () => HttpResponse.json({ points: [temperature, running] })),
  http.get('/api/v1/tenants/acme/telemetry/history', ({ request }) => {
    const asked = new URL(request.url).searchParams
    return asked.get('format') === 'csv' ? HttpResponse.text('time,device,tag,unit,avg,count\r\n') : HttpResponse.json(history(asked))
  }),
  http.get('/api/v1/tenants/acme/telemetry/live', ({ request }) => {
    const point = { ...temperature, ts: new Date().toISOString(), value: 71.5 }
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`id: r-1\nevent: point\ndata: ${JSON.stringify(point)}\n\n`))
        request.signal.addEventListener('abort', () => controller.close())
      },
    })
    return new HttpResponse(stream, { headers: { 'Content-Type': 'text/event-stream' } })
  }),
  http.get('/api/v1/tenants/acme/devices/:device/completeness', () => HttpResponse.json(lacking)),
  http.get('/api/v1/tenants/acme/telemetry/quarantine', () =>
    page(
      { id: '7', at: '2026-11-21T10:00:00Z', device: press.id, topic: 'mw/v1/x', reason: 'too_old', payload: btoa('{"v":1,"ts":1}') },
      { id: '6', at: '2026-11-21T09:00:00Z', device: press.id, reason: 'bad_value', tag: 'speed', payload: btoa('[]') },
    ),
  ),
  http.get('/api/v1/tenants/acme/usage', ({ request }) => HttpResponse.json(usage(new URL(request.url).searchParams))),
  http.get('/api/v1/tenants/acme/usage/devices', () =>
    page({ device: press.id, messages: 12_500_000, points: 3, bytesIn: 300, deviceHours: 3 }),
  ),
  http.get('/api/v1/tenants/acme/usage/devices/:device', ({ request }) =>
    HttpResponse.json(usage(new URL(request.url).searchParams)),
  ),
  http.get('/api/v1/tenants/acme/usage/reconciliation', () =>
    HttpResponse.json({
      tenant: 'acme',
      ...month,
      total: { accepted: 110, stored: 100, duplicate: 6, quarantined: 3, other: 1 },
      hours: [],
    }),
  ),
  http.get('/api/v1/tenants/acme/bill', () => HttpResponse.json(bill)),
  http.get('/api/v1/tenants/acme/bill/simulate', ({ request }) => {
    const tier = new URL(request.url).searchParams.get('tier') ?? ''
    const total = tier === 'starter' ? 1680 : 49_000
    return HttpResponse.json({
      tenant: 'acme',
      period: '2026-11',
      tier,
      currency: 'EUR',
      total,
      totalText: `EUR ${String(total / 100)}`,
      present: 1680,
      difference: total - 1680,
      lines: [],
    })
  }),
  http.get('/api/v1/tenants/acme/invoices', () => page()),
  http.get('/api/v1/plans', () =>
    HttpResponse.json({
      version: '2026-01',
      effective: '2026-01',
      currency: 'EUR',
      plans: [
        { tier: 'starter', base: 0, charges: [] },
        { tier: 'professional', base: 49_000, charges: [] },
      ],
      upcoming: [],
    }),
  ),
]
