import { useState } from 'react'
import { useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { Button, Page } from '@/design'
import { Invitations } from '../components/Invitations'
import { Invite } from '../components/Invite'
import { Members } from '../components/Members'

export function Component() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const [inviting, setInviting] = useState(false)
  const administers = access.may('administer')
  return (
    <Page
      actions={
        administers ? (
          <Button onClick={() => setInviting(true)} variant="primary">
            Invite
          </Button>
        ) : null
      }
      lead="Who belongs to this tenant, and what they are there to do."
      title="Members"
    >
      <Members access={access} tenant={tenant} />
      {administers ? <Invitations tenant={tenant} /> : null}
      {inviting ? <Invite mayOwn={access.may('own')} onClose={() => setInviting(false)} tenant={tenant} /> : null}
    </Page>
  )
}
