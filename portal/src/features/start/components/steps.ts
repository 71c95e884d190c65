import type { Step } from '@/design'
import type { TenantStatus } from '../api/progress'

const parts: readonly { condition: string; name: string; what: string }[] = [
  { condition: 'NamespaceReady', name: 'Fence', what: 'A namespace of its own, network policies and quota.' },
  { condition: 'PkiReady', name: 'Certificate authority', what: 'The authority that will sign your devices and nobody else’s.' },
  { condition: 'BrokerReady', name: 'Broker', what: 'Where your devices connect, over mutual TLS.' },
  { condition: 'HistorianReady', name: 'Historian', what: 'The database that keeps every point.' },
  { condition: 'RuntimeReady', name: 'Runtime', what: 'Stores, counts and acknowledges each message in one transaction.' },
  { condition: 'DashboardsReady', name: 'Dashboards', what: 'Charts over what the historian keeps.' },
]

const passing = /Pending|NotReady|Starting|Waiting|Progress|Rolling|Creating/

/** The conditions of a tenant as steps, each with what it waits for. */
export function stepsOf(status: TenantStatus | undefined): Step[] {
  let earlier = true
  return parts.map(({ condition, name, what }) => {
    const found = status?.conditions.find((one) => one.type === condition)
    if (found?.status === 'True') return { name, state: 'done', text: found.message ?? what }
    const failed = found?.status === 'False' && !passing.test(found.reason ?? '')
    const state = failed ? 'failed' : earlier && status ? 'active' : 'waiting'
    earlier = false
    return { name, state, text: found?.message ?? what }
  })
}
