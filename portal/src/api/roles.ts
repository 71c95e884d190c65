import type { Role } from './access'

/** What each role is there for, in the order in which people are asked. */
export const roles: readonly { role: Role; what: string }[] = [
  { role: 'viewer', what: 'sees the plant and its values' },
  { role: 'operator', what: 'also approves, revokes and moves devices' },
  { role: 'engineer', what: 'also changes sites and fleets and makes claim codes' },
  { role: 'billing', what: 'sees usage, bill and invoices, and not the plant' },
  { role: 'admin', what: 'does everything but delete the tenant and make owners' },
  { role: 'owner', what: 'does everything' },
]
