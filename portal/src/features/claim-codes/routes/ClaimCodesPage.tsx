import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAccess } from '@/api/access'
import type { Schema } from '@/api/paths'
import { askedParameters } from '@/api/placeholder'
import { fleetQuery } from '@/api/plant'
import { Ago, Badge, Button, Confirm, Empty, Failure, Loaded, More, Page, Panel, Table, useToast, When, type Tone } from '@/design'
import { counted } from '@/design/quantity'
import { useClaimCodes } from '../api/claimCodes'
import { useMintCodes } from '../api/mintCodes'
import { useRevokeCode } from '../api/revokeCode'
import { useRevokeUnusedCodes } from '../api/revokeUnusedCodes'
import { DeviceCodeDialog } from '../components/DeviceCodeDialog'
import { MintDialog } from '../components/MintDialog'
import { ShownCodes } from '../components/ShownCodes'

const TONES: Record<string, Tone | undefined> = { unused: 'info', used: 'good', expired: undefined, revoked: 'bad' }
const NAMES: Record<string, string> = { unused: 'Unused', used: 'Used', expired: 'Expired', revoked: 'Revoked' }

interface Fresh {
  codes: Schema<'Shown'>[]
  given: Record<string, string>
}

/** The claim codes of a fleet: made, shown once, and what became of them. */
export function ClaimCodesPage() {
  const { tenant = '', fleet: name = '' } = useParams()
  const access = useAccess(tenant)
  const fleet = useQuery(fleetQuery(tenant, name))
  const codes = useClaimCodes(tenant, name)
  const mint = useMintCodes(tenant, name)
  const revoke = useRevokeCode(tenant, name)
  const revokeUnused = useRevokeUnusedCodes(tenant, name)
  const [open, setOpen] = useState<'mint' | 'device' | 'revoke-unused' | undefined>()
  const [fresh, setFresh] = useState<Fresh>()
  const say = useToast()
  const may = access.may('engineer')
  const unused = codes.items.filter((code) => code.state === 'unused').length
  const button =
    may && fleet.data ? (
      <Button onClick={() => setOpen('mint')} variant="primary">
        New claim codes
      </Button>
    ) : null

  return (
    <Page
      actions={
        may && fleet.data ? (
          <>
            <Button onClick={() => setOpen('device')}>{"Enter a device's code"}</Button>
            {codes.items.length > 0 ? button : null}
          </>
        ) : null
      }
      back={{ to: `/t/${tenant}/fleets/${name}`, label: name }}
      lead="A claim code lets one device into the fleet, once. With it the device gets its certificate and is told what to read."
      title={`Claim codes of ${name}`}
    >
      {revoke.error ? <Failure error={revoke.error} /> : null}
      <Panel
        actions={
          may && unused > 0 ? (
            <Button onClick={() => setOpen('revoke-unused')} small variant="danger">
              Revoke unused
            </Button>
          ) : null
        }
        flush
        title="Codes"
      >
        <Loaded
          empty={{
            when: () => codes.items.length === 0,
            show: (
              <Empty action={button} title="No claim codes yet">
                {may
                  ? 'Make one for each device that is to come. It is shown once, as a text and as a QR code.'
                  : 'An engineer of this tenant can make them.'}
              </Empty>
            ),
          }}
          query={codes}
        >
          {() => (
            <>
              <Table
                caption="Claim codes"
                columns={[
                  { header: 'Made', cell: (code) => <When at={code.createdAt} /> },
                  { header: 'State', cell: (code) => <Badge tone={TONES[code.state]}>{NAMES[code.state] ?? code.state}</Badge> },
                  { header: 'Good until', cell: (code) => <When at={code.expiresAt} /> },
                  { header: 'Used', cell: (code) => <Ago at={code.usedAt} /> },
                  {
                    header: 'Device',
                    cell: (code) => (code.device ? <Link to={`/t/${tenant}/devices/${code.device}`}>{code.device}</Link> : '–'),
                  },
                  {
                    header: '',
                    end: true,
                    cell: (code) =>
                      may && code.state === 'unused' ? (
                        <Button
                          busy={revoke.isPending && revoke.variables === code.id}
                          onClick={() =>
                            revoke.mutate(code.id, {
                              onSuccess: (now) =>
                                say(now.state === 'revoked' ? 'Code revoked.' : `Too late: the code is ${now.state}.`),
                            })
                          }
                          small
                          variant="quiet"
                        >
                          Revoke
                        </Button>
                      ) : null,
                  },
                ]}
                rowKey={(code) => code.id}
                rows={codes.items}
              />
              <More query={codes} />
            </>
          )}
        </Loaded>
      </Panel>
      {open === 'mint' && fleet.data ? (
        <MintDialog
          busy={mint.isPending}
          error={mint.error}
          fleet={fleet.data}
          onClose={() => {
            setOpen(undefined)
            mint.reset()
          }}
          onMint={(order) =>
            mint.mutate(order, {
              onSuccess: (answer) => {
                setFresh({ codes: answer.codes, given: order.parameters ?? {} })
                setOpen(undefined)
                mint.reset()
              },
            })
          }
        />
      ) : null}
      {fresh && fleet.data ? (
        <ShownCodes
          asked={askedParameters(fleet.data)}
          codes={fresh.codes}
          fleet={name}
          given={fresh.given}
          onClose={() => setFresh(undefined)}
        />
      ) : null}
      {open === 'device' && fleet.data ? (
        <DeviceCodeDialog fleet={fleet.data} onClose={() => setOpen(undefined)} tenant={tenant} />
      ) : null}
      {open === 'revoke-unused' ? (
        <Confirm
          action="Revoke unused codes"
          busy={revokeUnused.isPending}
          error={revokeUnused.error}
          onClose={() => {
            setOpen(undefined)
            revokeUnused.reset()
          }}
          onConfirm={() =>
            revokeUnused.mutate(undefined, {
              onSuccess: ({ revoked }) => {
                say(`${counted(revoked, 'code')} revoked.`)
                setOpen(undefined)
              },
            })
          }
          title="Revoke all unused codes?"
        >
          Codes that lie printed somewhere let nobody in any more. Devices that came in before stay.
        </Confirm>
      ) : null}
    </Page>
  )
}
