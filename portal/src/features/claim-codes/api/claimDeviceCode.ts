import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

interface DeviceCode {
  code: string
  serial: string
  fleet: string
  parameters?: Record<string, string>
}

/** Lets in the device that shows this code and has this serial number. */
export function useClaimDeviceCode(tenant: string) {
  return useMutation({
    mutationFn: (claim: DeviceCode) =>
      answered(api.POST('/api/v1/tenants/{t}/device-codes:claim', { params: { path: { t: tenant } }, body: claim })),
  })
}
