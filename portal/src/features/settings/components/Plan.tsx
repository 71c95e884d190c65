import { useState } from 'react'
import { usePlans } from '@/api/plans'
import { Actions, Button, Form, FormProblem, Loaded, Panel, SelectField, useToast } from '@/design'
import { useChangeTenant, useDryRun } from '../api/changes'
import { DryRun } from './DryRun'

/** The tier, and what another one would come to before anything is changed. */
export function Plan({ tenant, tier }: { tenant: string; tier: string }) {
  const plans = usePlans()
  const [asked, setAsked] = useState<string>()
  const dryRun = useDryRun(tenant, asked)
  const change = useChangeTenant(tenant)
  const say = useToast()
  return (
    <Panel title="Plan">
      <Loaded query={plans}>
        {(data) => (
          <Form
            onSubmit={(values) => {
              change.reset()
              setAsked(String(values.get('tier')))
            }}
          >
            <SelectField
              defaultValue={tier}
              hint={`This tenant has ${tier}.`}
              key={tier}
              label="Compare with"
              name="tier"
            >
              {data.plans.map((plan) => (
                <option key={plan.tier} value={plan.tier}>
                  {plan.tier}
                </option>
              ))}
            </SelectField>
            <div>
              <Button busy={dryRun.isFetching} type="submit">
                Show what changes
              </Button>
            </div>
          </Form>
        )}
      </Loaded>
      {asked === undefined ? null : (
        <Loaded query={dryRun}>
          {(plan) => (
            <>
              <DryRun plan={plan} />
              {change.error ? <FormProblem error={change.error} /> : null}
              {plan.possible && plan.from !== plan.to ? (
                <Actions>
                  <Button
                    busy={change.isPending}
                    onClick={() =>
                      change.mutate(
                        { tier: plan.to },
                        {
                          onSuccess: () => {
                            say(`The tenant changes to ${plan.to}.`)
                            setAsked(undefined)
                          },
                        },
                      )
                    }
                    variant="primary"
                  >
                    Change to {plan.to}
                  </Button>
                </Actions>
              ) : null}
            </>
          )}
        </Loaded>
      )}
    </Panel>
  )
}
