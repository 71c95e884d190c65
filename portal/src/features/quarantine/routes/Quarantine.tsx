import { useState } from 'react'
import { useParams } from 'react-router'
import { useAccess } from '@/api/access'
import type { Schema } from '@/api/paths'
import { Actions, Button, Confirm, Copyable, Dialog, Empty, Facts, FormProblem, Loaded, More, Page, Panel, Table, useToast, When } from '@/design'
import { useDiscard, useQuarantine, useReplay } from '../api/quarantine'
import { readable } from '../model/payload'

type Item = Schema<'QuarantinedItem'>

const nameOf = (item: Item) => `${item.tag ?? 'message'} of ${item.device ?? 'an unknown device'}`

export function Component() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const items = useQuarantine(tenant)
  const [shown, setShown] = useState<Item>()
  return (
    <Page
      lead="Messages and points that could not be stored, with the bytes that came. Nothing here is billed. They go when raw points of their age would."
      title="Quarantine"
    >
      <Panel flush title="Newest first">
        <Loaded
          empty={{
            when: (data) => data.pages.every((page) => page.items.length === 0),
            show: <Empty title="Everything could be stored">What cannot be read, or is too old or too far ahead, comes here.</Empty>,
          }}
          query={items}
        >
          {() => (
            <>
              <Table
                caption="Messages in quarantine"
                columns={[
                  { header: 'Came', cell: (item: Item) => <When at={item.at} /> },
                  { header: 'Device', cell: (item) => item.device ?? 'unknown' },
                  { header: 'Tag', cell: (item) => item.tag ?? 'whole message' },
                  { header: 'Why', cell: (item) => <code>{item.reason}</code> },
                  {
                    header: '',
                    cell: (item) => (
                      <Actions end>
                        <Button aria-label={`Look at ${nameOf(item)}`} onClick={() => setShown(item)} small>
                          Look
                        </Button>
                      </Actions>
                    ),
                  },
                ]}
                rowKey={(item) => item.id}
                rows={items.items}
              />
              <More query={items} />
            </>
          )}
        </Loaded>
      </Panel>
      {shown ? <Look item={shown} mayChange={access.may('engineer')} onClose={() => setShown(undefined)} tenant={tenant} /> : null}
    </Page>
  )
}

interface LookProps {
  tenant: string
  item: Item
  mayChange: boolean
  onClose: () => void
}

/** One message with its bytes, and what can be done with it. */
function Look({ tenant, item, mayChange, onClose }: LookProps) {
  const replay = useReplay(tenant)
  const discard = useDiscard(tenant)
  const say = useToast()
  const [discarding, setDiscarding] = useState(false)
  if (discarding) {
    return (
      <Confirm
        action="Throw away"
        busy={discard.isPending}
        error={discard.error}
        onClose={() => setDiscarding(false)}
        onConfirm={() =>
          discard.mutate(item.id, {
            onSuccess: () => {
              say('It is gone.')
              onClose()
            },
          })
        }
        title={`Throw the ${nameOf(item)} away?`}
      >
        Its bytes are nowhere else: it cannot be taken back.
      </Confirm>
    )
  }
  return (
    <Dialog onClose={onClose} title={`The ${nameOf(item)}`} wide>
      <Facts
        facts={[
          ['Why', <code key="reason">{item.reason}</code>],
          ['Topic', <code key="topic">{item.topic ?? 'unknown'}</code>],
          ...(item.stream ? [['Position', `${item.stream}, ${String(item.seq)}`] as const] : []),
        ]}
      />
      <Copyable label="What came" text={readable(item.payload)} />
      {replay.error ? <FormProblem error={replay.error} /> : null}
      <Actions end>
        <Button onClick={onClose}>Close</Button>
        {mayChange ? (
          <>
            <Button onClick={() => setDiscarding(true)} variant="danger">
              Throw away
            </Button>
            {item.tag ? null : (
              <Button
                busy={replay.isPending}
                onClick={() =>
                  replay.mutate(item.id, {
                    onSuccess: ({ points }) => {
                      say(points === 1 ? '1 point is stored.' : `${String(points)} points are stored.`)
                      onClose()
                    },
                  })
                }
                variant="primary"
              >
                Read again
              </Button>
            )}
          </>
        ) : null}
      </Actions>
    </Dialog>
  )
}
