import { problemOf } from '@/api/problem'
import { useSiteNames } from '@/api/sites'
import type { Schema } from '@/api/paths'
import { Actions, Button, Dialog, Form, grantOf, RoleFields, useToast } from '@/design'
import { useChangeMember } from '../api/members'

interface ChangeRoleProps {
  tenant: string
  member: Schema<'MemberView'>
  mayOwn: boolean
  onClose: () => void
}

export function ChangeRole({ tenant, member, mayOwn, onClose }: ChangeRoleProps) {
  const change = useChangeMember(tenant)
  const sites = useSiteNames(tenant)
  const say = useToast()
  return (
    <Dialog onClose={onClose} title={`Role of ${member.name}`}>
      <Form
        error={change.error}
        onSubmit={(values) =>
          change.mutate(
            { id: member.id, ...grantOf(values) },
            {
              onSuccess: () => {
                say(`The role of ${member.name} is changed.`)
                onClose()
              },
            },
          )
        }
        wide
      >
        <RoleFields
          allSites={sites.data ?? []}
          error={change.error ? problemOf(change.error).of('role') : undefined}
          grant={member}
          key={sites.data ? 'sites' : 'none'}
          mayOwn={mayOwn}
        />
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={change.isPending} type="submit" variant="primary">
            Save
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
