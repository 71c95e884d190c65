import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { DeviceMeter } from '../model/meters'
import type { Granularity } from '../model/spans'

/** What one device sent, span by span. */
export function usageOfDeviceQuery(
  tenant: string,
  device: string,
  { meter, granularity }: { meter: DeviceMeter; granularity: Granularity },
  span: { from: number; to: number },
) {
  const from = new Date(span.from).toISOString()
  const to = new Date(span.to).toISOString()
  return queryOptions({
    queryKey: ['tenant', tenant, 'usage', 'devices', device, meter, granularity, from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/tenants/{t}/usage/devices/{d}', {
          params: { path: { t: tenant, d: device }, query: { from, to, granularity, meter } },
          signal,
        }),
      ),
  })
}
