import { useQuery } from '@tanstack/react-query'
import { Badge, count, Facts, Loaded, Panel } from '@/design'
import { reconciliationQuery } from '../api/reconciliation'
import styles from './Usage.module.css'

/** Every message that arrived, by what became of it: what is billed is only what was stored. */
export function Arrivals({ tenant, span }: { tenant: string; span: { from: number; to: number } }) {
  const arrivals = useQuery(reconciliationQuery(tenant, span))
  return (
    <Panel title="Does it agree with what arrived?">
      <Loaded query={arrivals}>
        {({ total }) => (
          <>
            <div>
              <Badge tone={total.other >= 0 ? 'good' : 'bad'}>
                {total.other >= 0 ? 'Every message is accounted for' : 'More was counted than arrived'}
              </Badge>
            </div>
            <Facts
              facts={[
                ['Accepted by the broker', count(total.accepted)],
                ['Stored and billed', count(total.stored)],
                ['Came again, not billed', count(total.duplicate)],
                ['In quarantine, not billed', count(total.quarantined)],
                ['Gaps and held back, not billed', count(total.other)],
              ]}
            />
            <p className={styles.note}>
              By the hour of arrival. The bill counts by the hour of the data itself, so that a backlog of last month is billed
              there.
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  )
}
