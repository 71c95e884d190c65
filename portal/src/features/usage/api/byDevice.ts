import { answered, api } from '@/api/client'
import { usePaged } from '@/api/query'
import type { DeviceMeter } from '../model/meters'

/** Which devices the usage comes from, those with the most of a meter first. */
export function useUsageByDevice(tenant: string, meter: DeviceMeter, span: { from: number; to: number }) {
  const from = new Date(span.from).toISOString()
  const to = new Date(span.to).toISOString()
  return usePaged(['tenant', tenant, 'usage', 'devices', meter, from, to], (cursor, signal) =>
    answered(
      api.GET('/api/v1/tenants/{t}/usage/devices', {
        params: {
          path: { t: tenant },
          query: { from, to, meter, limit: 50, ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  )
}
