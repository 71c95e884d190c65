import { problemOf } from '@/api/problem'
import { Button, Form, Panel, TextField, useToast } from '@/design'
import { useChangeTenant } from '../api/changes'

export function Name({ tenant, displayName }: { tenant: string; displayName: string | undefined }) {
  const change = useChangeTenant(tenant)
  const say = useToast()
  return (
    <Panel title="Name">
      <Form
        error={change.error}
        onSubmit={(values) =>
          change.mutate(
            { displayName: String(values.get('displayName')).trim() },
            { onSuccess: () => say('The name is changed.') },
          )
        }
      >
        <TextField
          defaultValue={displayName}
          error={change.error ? problemOf(change.error).of('displayName') : undefined}
          hint={`The short name ${tenant} stays: it is part of addresses and topics.`}
          label="Company or plant"
          name="displayName"
        />
        <div>
          <Button busy={change.isPending} type="submit">
            Save
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
