import { problemOf } from '@/api/problem'
import { useSiteNames } from '@/api/sites'
import { Actions, Button, Copyable, Dialog, Form, grantOf, Notice, RoleFields, SelectField, TextField } from '@/design'
import { useCreateKey } from '../api/keys'

const day = 86_400_000
const lives = [30, 90, 365]

/** Makes a key and shows its secret, once. */
export function NewKeyDialog({ tenant, mayOwn, onClose }: { tenant: string; mayOwn: boolean; onClose: () => void }) {
  const create = useCreateKey(tenant)
  const sites = useSiteNames(tenant)
  const problem = create.error ? problemOf(create.error) : undefined
  if (create.data) {
    return (
      // A dialog of its own: in the one that asked, the focus was on a button that is gone.
      <Dialog key="shown" onClose={onClose} title={`The key ${create.data.name}`}>
        <Notice title="Take it now" tone="warn">
          It is shown this once and cannot be read again. Put it where your program reads its secrets.
        </Notice>
        <Copyable label="API key" text={create.data.apiKey} />
        <p>
          It goes into the header <code>X-Api-Key</code>.
        </p>
        <Actions end>
          <Button onClick={onClose} variant="primary">
            I have it
          </Button>
        </Actions>
      </Dialog>
    )
  }
  return (
    <Dialog onClose={onClose} title="New API key">
      <Form
        error={create.error}
        onSubmit={(values) => {
          const days = Number(values.get('life'))
          create.mutate({
            name: String(values.get('name')).trim(),
            ...grantOf(values),
            ...(days > 0 ? { expiresAt: new Date(Date.now() + days * day).toISOString() } : {}),
          })
        }}
        wide
      >
        <TextField
          autoComplete="off"
          error={problem?.of('name')}
          hint="Which program it is for."
          label="Name"
          name="name"
          required
        />
        <RoleFields allSites={sites.data ?? []} error={problem?.of('role')} grant={{ role: 'viewer', sites: [] }} mayOwn={mayOwn} />
        <SelectField defaultValue="90" error={problem?.of('expiresAt')} label="Ends" name="life">
          {lives.map((days) => (
            <option key={days} value={days}>
              after {days} days
            </option>
          ))}
          <option value="0">never</option>
        </SelectField>
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={create.isPending} type="submit" variant="primary">
            Create key
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
