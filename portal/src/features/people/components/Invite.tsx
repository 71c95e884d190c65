import { problemOf } from '@/api/problem'
import { useSiteNames } from '@/api/sites'
import { Actions, Button, Dialog, Form, grantOf, RoleFields, TextField, useToast } from '@/design'
import { useInvite } from '../api/invitations'

export function Invite({ tenant, mayOwn, onClose }: { tenant: string; mayOwn: boolean; onClose: () => void }) {
  const invite = useInvite(tenant)
  const sites = useSiteNames(tenant)
  const say = useToast()
  const problem = invite.error ? problemOf(invite.error) : undefined
  return (
    <Dialog onClose={onClose} title="Invite somebody">
      <Form
        error={invite.error}
        onSubmit={(values) =>
          invite.mutate(
            { email: String(values.get('email')).trim(), ...grantOf(values) },
            {
              onSuccess: ({ email }) => {
                say(`The invitation to ${email} is on its way.`)
                onClose()
              },
            },
          )
        }
        wide
      >
        <TextField
          error={problem?.of('email')}
          hint="The link in the mail is good for seven days."
          label="E-mail address"
          name="email"
          required
          type="email"
        />
        <RoleFields allSites={sites.data ?? []} error={problem?.of('role')} grant={{ role: 'viewer', sites: [] }} mayOwn={mayOwn} />
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={invite.isPending} type="submit" variant="primary">
            Send invitation
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
