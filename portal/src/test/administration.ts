import { http, HttpResponse } from 'msw'

export const members = [
  { id: '6f9c', name: 'Ada Miller', email: 'ada@acme.example', role: 'owner', sites: [], since: '2026-11-01T08:00:00Z' },
  { id: '71aa', name: 'Bo Lind', email: 'bo@acme.example', role: 'operator', sites: ['bremen'], since: '2026-11-08T10:12:00Z' },
]

export const invitations = [
  { id: 'i1', email: 'cem@acme.example', role: 'viewer', sites: [], expiresAt: '2026-11-28T08:00:00Z', invitedBy: 'Ada Miller' },
]

export const keys = [
  { id: 'k1', name: 'report', role: 'viewer', sites: [], createdAt: '2026-11-02T08:00:00Z', createdBy: 'ada@acme.example', lastUsedAt: '2026-11-21T18:00:00Z', expiresAt: '2027-02-01T00:00:00Z' },
  { id: 'k2', name: 'mes bridge', role: 'engineer', sites: ['bremen'], createdAt: '2026-11-03T08:00:00Z', createdBy: 'ada@acme.example' },
]

const entry = (seq: number, action: string, object: string, outcome = 'done', reason = '') => ({
  chain: 'c',
  seq,
  tenant: 'acme',
  at: new Date(Date.parse('2026-11-21T19:00:00Z') - (40 - seq) * 311_000).toISOString(),
  actor: seq % 3 === 0 ? 'bo@acme.example' : 'ada@acme.example',
  action,
  object,
  outcome,
  reason,
  previous: '00',
  hash: '9997002c915d15c6def2f3e1dede4d79562fd8d000a0208059ccd89c895c9048',
})

export const entries = [
  entry(40, 'device.approve', 'device/pump-7-a2c4'),
  entry(39, 'api-key.create', 'api-key/report', 'refused', 'forbidden'),
  entry(38, 'claim-code.create', 'fleet/pump-line', 'done', '5 codes'),
  entry(37, 'fleet.apply', 'fleet/pump-line'),
  entry(36, 'site.apply', 'site/bremen'),
]

const base = '/api/v1/tenants/:tenant'

export const handlers = [
  http.get(`${base}/members`, () => HttpResponse.json({ items: members })),
  http.patch(`${base}/members/:id`, () => HttpResponse.json(members[1])),
  http.delete(`${base}/members/:id`, () => new HttpResponse(null, { status: 204 })),
  http.get(`${base}/invitations`, () => HttpResponse.json({ items: invitations })),
  http.post(`${base}/invitations`, async ({ request }) =>
    HttpResponse.json({ ...invitations[0], ...((await request.json()) as object) }, { status: 201 }),
  ),
  http.delete(`${base}/invitations/:id`, () => new HttpResponse(null, { status: 204 })),
  http.post(`${base}/invitations/:id\\:resend`, () => new HttpResponse(null, { status: 204 })),
  http.get(`${base}/api-keys`, () => HttpResponse.json({ items: keys })),
  http.post(`${base}/api-keys`, async ({ request }) => {
    const { name } = (await request.json()) as { name: string }
    return HttpResponse.json({ id: 'k3', name, createdAt: '2026-11-21T19:00:00Z', apiKey: 'mwk_shown-once' }, { status: 201 })
  }),
  http.delete(`${base}/api-keys/:id`, () => new HttpResponse(null, { status: 204 })),
  http.get(`${base}/audit`, ({ request }) => {
    const asked = new URL(request.url).searchParams
    const text = asked.get('text')?.toLowerCase() ?? ''
    const outcome = asked.get('outcome')
    const found = entries.filter(
      (one) => `${one.actor} ${one.action} ${one.object}`.includes(text) && (!outcome || one.outcome === outcome),
    )
    return HttpResponse.json({ items: found })
  }),
  http.get(`${base}/audit/export`, () => HttpResponse.text(entries.map((one) => JSON.stringify(one)).join('\n'))),
]
