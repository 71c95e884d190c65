import { useState } from 'react'
import type { Schema } from '@/api/paths'
import { Actions, Ago, Button, Confirm, Empty, FormProblem, Loaded, More, Panel, Table, useToast } from '@/design'
import { useInvitations, useResend, useWithdraw } from '../api/invitations'

type Invitation = Schema<'InvitationView'>

/** Who has been invited and has not come yet. */
export function Invitations({ tenant }: { tenant: string }) {
  const invitations = useInvitations(tenant)
  const resend = useResend(tenant)
  const withdraw = useWithdraw(tenant)
  const say = useToast()
  const [withdrawn, setWithdrawn] = useState<Invitation>()
  return (
    <Panel flush title="Open invitations">
      {resend.error ? <FormProblem error={resend.error} /> : null}
      <Loaded
        empty={{
          when: (data) => data.pages.every((page) => page.items.length === 0),
          show: <Empty title="No invitation is open">Invite a colleague; the link goes to their mail.</Empty>,
        }}
        query={invitations}
      >
        {() => (
          <>
            <Table
              caption="Open invitations"
              columns={[
                { header: 'E-mail', cell: (one: Invitation) => one.email },
                { header: 'Role', cell: (one) => one.role },
                { header: 'Sites', cell: (one) => (one.sites.length > 0 ? one.sites.join(', ') : 'all') },
                { header: 'Invited by', cell: (one) => one.invitedBy },
                { header: 'Ends', cell: (one) => <Ago at={one.expiresAt} /> },
                {
                  header: '',
                  cell: (one) => (
                    <Actions end>
                      <Button
                        aria-label={`Send the invitation to ${one.email} again`}
                        busy={resend.isPending && resend.variables === one.id}
                        onClick={() =>
                          resend.mutate(one.id, { onSuccess: () => say(`A new link for ${one.email} is on its way.`) })
                        }
                        small
                      >
                        Send again
                      </Button>
                      <Button
                        aria-label={`Withdraw the invitation to ${one.email}`}
                        onClick={() => setWithdrawn(one)}
                        small
                        variant="danger"
                      >
                        Withdraw
                      </Button>
                    </Actions>
                  ),
                },
              ]}
              rowKey={(one) => one.id}
              rows={invitations.items}
            />
            <More query={invitations} />
          </>
        )}
      </Loaded>
      {withdrawn ? (
        <Confirm
          action="Withdraw"
          busy={withdraw.isPending}
          error={withdraw.error}
          onClose={() => setWithdrawn(undefined)}
          onConfirm={() => withdraw.mutate(withdrawn.id, { onSuccess: () => setWithdrawn(undefined) })}
          title={`Withdraw the invitation to ${withdrawn.email}?`}
        >
          The link in the mail opens nothing any more.
        </Confirm>
      ) : null}
    </Panel>
  )
}
