import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMe, type Access } from '@/api/access'
import type { Schema } from '@/api/paths'
import { Actions, Button, Confirm, Empty, Loaded, More, Panel, Table, useToast, When } from '@/design'
import { useMembers, useRemoveMember } from '../api/members'
import { ChangeRole } from './ChangeRole'

type Member = Schema<'MemberView'>

export function Members({ tenant, access }: { tenant: string; access: Access }) {
  const members = useMembers(tenant)
  const { data: me } = useMe()
  const [changed, setChanged] = useState<Member>()
  const [removed, setRemoved] = useState<Member>()
  const administers = access.may('administer')
  const mayOwn = access.may('own')
  // An administrator of the tenant does not touch owners.
  const mayTouch = (member: Member) => administers && (mayOwn || member.role !== 'owner')
  return (
    <Panel flush title="Members">
      <Loaded
        empty={{
          when: (data) => data.pages.every((page) => page.items.length === 0),
          show: <Empty title="Nobody belongs to this tenant">Invite the person who shall own it.</Empty>,
        }}
        query={members}
      >
        {() => (
          <>
            <Table
              caption="Members"
              columns={[
                { header: 'Name', cell: (member) => <>{member.name}{member.id === me?.id ? ' (you)' : ''}</> },
                ...(administers ? [{ header: 'E-mail', cell: (member: Member) => member.email }] : []),
                { header: 'Role', cell: (member) => member.role },
                { header: 'Sites', cell: (member) => (member.sites.length > 0 ? member.sites.join(', ') : 'all') },
                { header: 'Since', cell: (member) => <When at={member.since} /> },
                {
                  header: '',
                  cell: (member) => (
                    <Actions end>
                      {mayTouch(member) ? (
                        <Button aria-label={`Change the role of ${member.name}`} onClick={() => setChanged(member)} small>
                          Role
                        </Button>
                      ) : null}
                      {member.id === me?.id ? (
                        <Button onClick={() => setRemoved(member)} small variant="danger">
                          Leave
                        </Button>
                      ) : mayTouch(member) ? (
                        <Button aria-label={`Remove ${member.name}`} onClick={() => setRemoved(member)} small variant="danger">
                          Remove
                        </Button>
                      ) : null}
                    </Actions>
                  ),
                },
              ]}
              rowKey={(member) => member.id}
              rows={members.items}
            />
            <More query={members} />
          </>
        )}
      </Loaded>
      {changed ? (
        <ChangeRole member={changed} mayOwn={mayOwn} onClose={() => setChanged(undefined)} tenant={tenant} />
      ) : null}
      {removed ? (
        <Remove member={removed} onClose={() => setRemoved(undefined)} self={removed.id === me?.id} tenant={tenant} />
      ) : null}
    </Panel>
  )
}

function Remove({ tenant, member, self, onClose }: { tenant: string; member: Member; self: boolean; onClose: () => void }) {
  const remove = useRemoveMember(tenant)
  const navigate = useNavigate()
  const say = useToast()
  return (
    <Confirm
      action={self ? 'Leave' : 'Remove'}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(member.id, {
          onSuccess: () => {
            say(self ? 'You have left the tenant.' : `${member.name} is removed.`)
            onClose()
            if (self) void navigate('/?all')
          },
        })
      }
      title={self ? 'Leave this tenant?' : `Remove ${member.name}?`}
    >
      {self
        ? 'You lose your access at once. Somebody has to invite you to come back.'
        : 'They lose their access at once. API keys they have made go on working: revoke those they know.'}
    </Confirm>
  )
}
