import { http, HttpResponse } from 'msw'
import { tenant } from './people'
import { stream } from './tenancy'

const tags = [
  { device: 'press-1-k3x9', tag: 'temperature', unit: 'Cel', base: 64 },
  { device: 'press-1-k3x9', tag: 'pressure', unit: 'bar', base: 4.2 },
  { device: 'pump-7-a2c4', tag: 'speed', unit: '1/min', base: 1_480 },
]

/** A value that wanders, the same at the same moment. */
function valueAt(base: number, at: number): number {
  return base * (1 + 0.05 * Math.sin(at / 47_000) + 0.012 * Math.sin(at / 5_300))
}

export const overview = {
  tenant,
  devices: { enrolled: 12, connected: 11, pendingApproval: 1 },
  today: { messages: 48_211, points: 614_480 },
  bill: { totalText: 'EUR 41.20', asOf: '2026-11-21T19:00:00Z' },
  recent: [
    { at: '2026-11-21T19:20:00Z', actor: 'ada@acme.example', action: 'device.approve', object: 'device/pump-7-a2c4', outcome: 'done', reason: '' },
    { at: '2026-11-21T18:02:00Z', actor: 'bo@acme.example', action: 'claim-code.create', object: 'fleet/pump-line', outcome: 'done', reason: '5 codes' },
    { at: '2026-11-21T17:40:00Z', actor: 'script', action: 'api-key.create', object: 'api-key/report', outcome: 'refused', reason: 'forbidden' },
  ],
}

export const handlers = [http.get('/api/v1/tenants/:tenant/overview', () => HttpResponse.json(overview))]

/** Values of several devices that move, for pages that are looked at. */
export const moving = [
  http.get('/api/v1/tenants/:tenant/telemetry/latest', () =>
    HttpResponse.json({
      points: tags.map(({ device, tag, unit, base }) => ({ device, tag, unit, ts: new Date().toISOString(), value: valueAt(base, Date.now()), quality: 192 })),
    }),
  ),
  http.get('/api/v1/tenants/:tenant/telemetry/history', ({ request }) => {
    const asked = new URL(request.url).searchParams
    const from = Date.parse(asked.get('from') ?? '') || Date.now() - 600_000
    const range = { from: asked.get('from'), to: new Date().toISOString(), bucket: 'raw' }
    const seriesOf = (device: string | null, tag: string | null) => {
      const known = tags.find((one) => one.device === device && one.tag === tag)
      const points = Array.from({ length: 300 }, (_, index) => from + index * 2_000)
        .filter((at) => at < Date.now())
        .map((at) => ({ ts: new Date(at).toISOString(), value: valueAt(known?.base ?? 1, at), quality: 192 }))
      return { device, tag, unit: known?.unit, points }
    }
    const named = asked.getAll('series').map((name) => name.split(':'))
    return HttpResponse.json(
      named.length === 0
        ? { ...range, ...seriesOf(asked.get('device'), asked.get('tag')) }
        : { ...range, series: named.map(([device = null, tag = null]) => seriesOf(device, tag)) },
    )
  }),
  http.get('/api/v1/tenants/:tenant/telemetry/live', () => stream(...tags.map(({ base, ...tag }) => ({ event: 'point', data: { ...tag, ts: new Date().toISOString(), value: valueAt(base, Date.now()), quality: 192 } })))),
]
