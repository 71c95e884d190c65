import { useState } from 'react'
import { useParams } from 'react-router'
import { useAccess } from '@/api/access'
import type { Schema } from '@/api/paths'
import { Actions, Ago, Button, Confirm, Empty, Loaded, More, Page, Panel, Table, useToast } from '@/design'
import { useKeys, useRevokeKey } from '../api/keys'
import { NewKeyDialog } from '../components/NewKeyDialog'

type Key = Schema<'KeyView'>

export function Component() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const keys = useKeys(tenant)
  const revoke = useRevokeKey(tenant)
  const say = useToast()
  const [making, setMaking] = useState(false)
  const [revoked, setRevoked] = useState<Key>()
  const make = (
    <Button onClick={() => setMaking(true)} variant="primary">
      New API key
    </Button>
  )
  return (
    <Page
      actions={access.may('administer') ? make : null}
      lead="For programs. A key acts with its own role, whoever made it, until it ends or is revoked."
      title="API keys"
    >
      <Panel flush title="Keys">
        <Loaded
          empty={{
            when: (data) => data.pages.every((page) => page.items.length === 0),
            show: (
              <Empty title="No program has a key">
                Make one for a script, a dashboard or another system that shall read or change this tenant.
              </Empty>
            ),
          }}
          query={keys}
        >
          {() => (
            <>
              <Table
                caption="API keys"
                columns={[
                  { header: 'Name', cell: (one: Key) => one.name },
                  { header: 'Id', cell: (one) => <code>{one.id}</code> },
                  { header: 'Role', cell: (one) => one.role },
                  { header: 'Sites', cell: (one) => (one.sites?.length ? one.sites.join(', ') : 'all') },
                  { header: 'Made by', cell: (one) => one.createdBy },
                  { header: 'Last used', cell: (one) => (one.lastUsedAt ? <Ago at={one.lastUsedAt} /> : 'never') },
                  { header: 'Ends', cell: (one) => (one.expiresAt ? <Ago at={one.expiresAt} /> : 'never') },
                  {
                    header: '',
                    cell: (one) => (
                      <Actions end>
                        <Button aria-label={`Revoke ${one.name}`} onClick={() => setRevoked(one)} small variant="danger">
                          Revoke
                        </Button>
                      </Actions>
                    ),
                  },
                ]}
                rowKey={(one) => one.id}
                rows={keys.items}
              />
              <More query={keys} />
            </>
          )}
        </Loaded>
      </Panel>
      {making ? <NewKeyDialog mayOwn={access.may('own')} onClose={() => setMaking(false)} tenant={tenant} /> : null}
      {revoked ? (
        <Confirm
          action="Revoke"
          busy={revoke.isPending}
          error={revoke.error}
          onClose={() => setRevoked(undefined)}
          onConfirm={() =>
            revoke.mutate(revoked.id, {
              onSuccess: () => {
                say(`The key ${revoked.name} is revoked.`)
                setRevoked(undefined)
              },
            })
          }
          title={`Revoke ${revoked.name}?`}
        >
          The programs that use it are refused at once. It cannot be taken back.
        </Confirm>
      ) : null}
    </Page>
  )
}
