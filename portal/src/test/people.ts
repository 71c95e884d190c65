import { http, HttpResponse } from 'msw'
import type { Schema } from '@/api/paths'

export const tenant: Schema<'TenantView'> = {
  name: 'acme',
  displayName: 'Acme Pumps',
  tier: 'professional',
  region: 'eu-central',
  suspended: false,
  deletionPolicy: 'Retain',
  createdAt: '2026-11-01T08:00:00Z',
  status: {
    phase: 'Ready',
    ready: true,
    tier: 'professional',
    incarnation: '01JD0000000000000000000000',
    endpoints: { mqtt: 'mqtts://acme.mqtt.localhost:8883' },
    usage: { devices: 12, messagesToday: 48_211, billToDate: 'EUR 41.20', asOf: '2026-11-21T19:00:00Z' },
    conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', message: 'Everything runs.' }],
  },
}

export function problem(status: number, type: string, title: string, detail: string, errors: { field: string; message: string }[] = []) {
  return HttpResponse.json(
    { type: `/problems/${type}`, title, status, detail, ...(errors.length > 0 ? { errors } : {}) },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}

export const boom = () => problem(500, 'internal', 'Something went wrong on our side', 'It is logged; try again.')

export function meAs(role: string, sites: string[] = []) {
  return {
    name: 'ada@acme.example',
    kind: 'user',
    id: '6f9c',
    email: 'ada@acme.example',
    displayName: 'Ada Miller',
    tenants: [{ name: 'acme', role, sites }],
  }
}

export const handlers = [
  http.get('/api/v1/me', () => HttpResponse.json(meAs('owner'))),
  http.get('/api/v1/tenants/:tenant', ({ params }) =>
    params.tenant === 'acme'
      ? HttpResponse.json(tenant)
      : problem(404, 'not-found', 'There is no such thing, or the caller may not see it', 'There is no such tenant.'),
  ),
]
