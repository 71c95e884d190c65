import type { Act } from '@/api/access'

interface Entry {
  to: string
  name: string
  act?: Act
}

/** What stands in the rail, in groups; an entry is shown to those who may see its page. */
export const nav: readonly { name: string; entries: readonly Entry[] }[] = [
  {
    name: 'Plant',
    entries: [
      { to: '', name: 'Home' },
      { to: 'explore', name: 'Explore', act: 'read-plant' },
      { to: 'devices', name: 'Devices', act: 'read-plant' },
      { to: 'fleets', name: 'Fleets', act: 'read-plant' },
      { to: 'sites', name: 'Sites', act: 'read-plant' },
      { to: 'quarantine', name: 'Quarantine', act: 'operate' },
    ],
  },
  {
    name: 'Cost',
    entries: [
      { to: 'usage', name: 'Usage', act: 'read-device-usage' },
      { to: 'bill', name: 'Bill', act: 'read-bill' },
    ],
  },
  {
    name: 'Tenant',
    entries: [
      { to: 'members', name: 'Members', act: 'read-members' },
      { to: 'keys', name: 'API keys', act: 'administer' },
      { to: 'audit', name: 'Audit', act: 'administer' },
      { to: 'settings', name: 'Settings', act: 'administer' },
    ],
  },
]
