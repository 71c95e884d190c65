import { useState } from 'react'
import { useNavigate } from 'react-router'
import { usePlans } from '@/api/plans'
import { problemOf } from '@/api/problem'
import { Button, Form, Loaded, Loading, Page, Panel, TextField } from '@/design'
import { useCreateTenant } from '../api/createTenant'
import { PlanChoice } from '../components/PlanChoice'
import { slug } from '../components/slug'

export function Component() {
  const plans = usePlans()
  const create = useCreateTenant()
  const navigate = useNavigate()
  const [displayName, setDisplayName] = useState('')
  const [typed, setTyped] = useState<string>() // as long as nobody types a name of its own, it follows
  const [chosen, setChosen] = useState<string>()
  const name = typed ?? slug(displayName)
  const problem = create.error ? problemOf(create.error) : undefined
  return (
    <Page
      back={{ to: '/?all', label: 'All tenants' }}
      lead="A tenant is a platform of its own: broker, historian and runtime that nobody else’s devices can reach."
      title="Create a tenant"
    >
      <Loaded loading={<Loading label="Loading plans" lines={6} />} query={plans}>
        {(data) => {
          const tier = chosen ?? data.plans[0]?.tier ?? ''
          return (
            <Form
              error={create.error}
              onSubmit={() =>
                create.mutate(
                  { name, displayName: displayName.trim(), tier },
                  { onSuccess: (tenant) => void navigate(`/t/${tenant.name}/progress`) },
                )
              }
              wide
            >
              <Panel title="Name">
                <TextField
                  autoComplete="organization"
                  error={problem?.of('displayName')}
                  label="Company or plant"
                  name="displayName"
                  onChange={(event) => setDisplayName(event.target.value)}
                  placeholder="Acme Pumps"
                  required
                  value={displayName}
                />
                <TextField
                  autoComplete="off"
                  error={problem?.of('name')}
                  hint="Part of addresses and topics. It cannot be changed later."
                  label="Short name"
                  maxLength={40}
                  mono
                  name="name"
                  onChange={(event) => setTyped(event.target.value)}
                  required
                  value={name}
                />
              </Panel>
              <PlanChoice chosen={tier} currency={data.currency} onChoose={setChosen} plans={data.plans} />
              <div>
                <Button busy={create.isPending} disabled={name === ''} type="submit" variant="primary">
                  Create tenant
                </Button>
              </div>
            </Form>
          )
        }}
      </Loaded>
    </Page>
  )
}
