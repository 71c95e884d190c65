import type { Schema } from '@/api/paths'
import { compact, money } from '@/design'
import styles from './PlanChoice.module.css'

interface PlanChoiceProps {
  plans: readonly Schema<'Plan'>[]
  currency: string
  chosen: string
  onChoose: (tier: string) => void
}

/** The tiers beside each other, with what they cost. */
export function PlanChoice({ plans, currency, chosen, onChoose }: PlanChoiceProps) {
  return (
    <fieldset className={styles.plans}>
      <legend className={styles.legend}>Plan</legend>
      {plans.map((plan) => (
        <label className={styles.plan} key={plan.tier}>
          <input
            aria-label={plan.tier}
            checked={plan.tier === chosen}
            name="tier"
            onChange={() => onChoose(plan.tier)}
            type="radio"
            value={plan.tier}
          />
          <span className={styles.name}>{plan.tier}</span>
          <span className={styles.price}>
            {money(plan.base, currency).replace(/\.00$/, '')} <span className={styles.per}>a month</span>
          </span>
          <ul className={styles.charges}>
            {plan.charges.map((charge) => (
              <li key={charge.meter}>
                <strong>{included(charge)}</strong>
                {prices(charge, currency)}
              </li>
            ))}
          </ul>
        </label>
      ))}
    </fieldset>
  )
}

type Charge = Schema<'Charge'>

const things: Record<string, { many: string; one: string }> = {
  messages: { many: 'messages', one: 'million messages' },
  points: { many: 'points', one: 'million points' },
  device_hours: { many: 'devices', one: 'device and month' },
  storage_gb_hours: { many: 'GB of storage', one: 'GB and month' },
  active_sites: { many: 'sites', one: 'site and month' },
}

function thing(charge: Charge) {
  return things[charge.meter] ?? { many: charge.meter, one: charge.meter }
}

function included(charge: Charge): string {
  const { many } = thing(charge)
  const quantity = charge.per === 'million' ? charge.included * 1_000_000 : charge.included
  if (quantity === 0) return `${many.slice(0, 1).toUpperCase()}${many.slice(1)}`
  return `${compact(quantity)} ${many} included`
}

function prices(charge: Charge, currency: string): string {
  const first = charge.steps[0]
  if (!first) return ''
  const more = charge.included === 0 ? '' : 'then '
  const falling = charge.steps.length > 1 ? ', falling with volume' : ''
  return `${more}${money(first.price, currency)} per ${thing(charge).one}${falling}`
}
