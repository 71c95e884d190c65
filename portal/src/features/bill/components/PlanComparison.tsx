import { Badge, Loaded, money, Panel, Table } from '@/design'
import { useSimulations } from '../api/simulations'
import { compared } from '../model/comparison'
import styles from './Bill.module.css'

/** The usage of this month at the prices of every plan. */
export function PlanComparison({ tenant, present, currency }: { tenant: string; present: string; currency: string }) {
  const { plans, query } = useSimulations(tenant)
  const base = (tier: string) => plans?.plans.find((plan) => plan.tier === tier)?.base
  return (
    <Panel flush title="The same month in another plan">
      <Loaded query={query}>
        {(simulations) => (
          <Table
            caption="Plans compared"
            columns={[
              {
                header: 'Plan',
                cell: (advice) => (
                  <>
                    {advice.tier} {advice.isPresent ? <Badge tone="info">Yours</Badge> : null}{' '}
                    {advice.isCheapest && !advice.isPresent ? <Badge tone="good">Cheaper</Badge> : null}
                  </>
                ),
              },
              {
                header: 'Base of a month',
                end: true,
                cell: (advice) => (base(advice.tier) === undefined ? '–' : money(base(advice.tier) ?? 0, currency)),
              },
              { header: 'This month so far', end: true, cell: (advice) => money(advice.total, currency) },
              {
                header: 'Against now',
                end: true,
                cell: (advice) =>
                  advice.isPresent ? '–' : `${advice.difference > 0 ? '+' : ''}${money(advice.difference, currency)}`,
              },
            ]}
            rowKey={(advice) => advice.tier}
            rows={compared(simulations, present)}
          />
        )}
      </Loaded>
      <p className={styles.proof}>
        <span className={styles.rule}>
          As if the tenant had been in that plan since it began, with the usage there is. Prices only: limits and isolation differ
          too.
        </span>
      </p>
    </Panel>
  )
}
