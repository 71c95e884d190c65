import { http, HttpResponse } from 'msw'
import type { Schema } from '@/api/paths'
import { tenant } from './people'

const charge = (meter: string, per: 'million' | 'month', included: number, ...prices: number[]): Schema<'Charge'> => ({
  meter,
  per,
  included,
  steps: prices.map((price, index) => (index === prices.length - 1 ? { price } : { price, upTo: 10 ** (index + 1) })),
})

export const plans = {
  version: '2026-01',
  effective: '2026-01',
  currency: 'EUR',
  plans: [
    { tier: 'starter', base: 0, charges: [charge('messages', 'million', 1, 150, 120, 100), charge('points', 'million', 50, 10), charge('device_hours', 'month', 0, 150), charge('storage_gb_hours', 'month', 0, 60)] },
    { tier: 'professional', base: 49_000, charges: [charge('messages', 'million', 50, 80, 60, 40), charge('points', 'million', 2_500, 5, 3), charge('device_hours', 'month', 0, 100, 80), charge('storage_gb_hours', 'month', 0, 45)] },
    { tier: 'enterprise', base: 490_000, charges: [charge('messages', 'million', 1_000, 35, 25, 15), charge('points', 'million', 50_000, 2, 1), charge('device_hours', 'month', 0, 60, 40), charge('storage_gb_hours', 'month', 0, 35)] },
  ],
  upcoming: [],
}

const parts = ['NamespaceReady', 'PkiReady', 'BrokerReady', 'HistorianReady', 'RuntimeReady', 'DashboardsReady']

/** A tenant's status with that many of its parts standing; the next one has this reason. */
export function statusWith(done: number, reason = 'BrokerStarting', message = 'Broker: 0 of 1 pods answer.') {
  const ready = done === parts.length
  return {
    phase: ready ? 'Ready' : 'Provisioning',
    ready,
    conditions: [
      { type: 'Ready', status: ready ? 'True' : 'False', reason: ready ? 'Ready' : reason, message },
      ...parts.map((type, index) =>
        index < done
          ? { type, status: 'True', reason: 'Running', message: 'It is in place.' }
          : { type, status: index === done ? 'False' : 'Unknown', reason: index === done ? reason : 'Waiting', message },
      ),
    ],
  }
}

/** Events as they come; the stream stays open after the last one, as the platform's does. */
export function stream(...events: { event: string; data: unknown }[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(':\n\n'))
      for (const { event, data } of events) {
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      }
    },
  })
  return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } })
}

export const handlers = [
  http.get('/api/v1/tenants', () => HttpResponse.json({ items: [tenant] })),
  http.post('/api/v1/tenants', async ({ request }) => {
    const body = (await request.json()) as { name: string }
    return HttpResponse.json({ ...tenant, ...body, status: { phase: 'Pending', ready: false, conditions: [] } }, { status: 201 })
  }),
  http.patch('/api/v1/tenants/:tenant', () => HttpResponse.json(tenant)),
  http.delete('/api/v1/tenants/:tenant', () => HttpResponse.json(tenant, { status: 202 })),
  http.get('/api/v1/plans', () => HttpResponse.json(plans)),
  http.get('/api/v1/tenants/:tenant/events', () => stream({ event: 'tenant', data: statusWith(2) })),
  http.get('/api/v1/tenants/:tenant/plan', ({ request }) => {
    const tier = new URL(request.url).searchParams.get('tier')
    return HttpResponse.json({
      from: 'professional',
      to: tier,
      possible: tier === 'enterprise',
      ...(tier === 'enterprise' ? {} : { reason: 'The broker would move to another server, which this release cannot do in place.' }),
      infrastructure: [
        { part: 'runtime', field: 'maximum', from: 3, to: 10 },
        { part: 'limits', field: 'messagesPerSecond', from: 1_000, to: 20_000 },
        { part: 'retention', field: 'raw', from: { standard: '30d', longest: '30d' }, to: { standard: '90d', longest: '365d' } },
      ],
      bill: { currency: 'EUR', toDate: 4_120, toDateThere: 36_100, monthlyBase: 49_000, monthlyBaseThere: 490_000 },
    })
  }),
]
