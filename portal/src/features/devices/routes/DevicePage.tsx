import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { fleetsQuery, type Device } from '@/api/plant'
import { Ago, Button, Confirm, Facts, FormProblem, Loaded, Notice, Page, Panel, useToast, When } from '@/design'
import { useApproveDevice } from '../api/approveDevice'
import { deviceQuery } from '../api/device'
import { useMoveDevice } from '../api/moveDevice'
import { useRevokeDevice } from '../api/revokeDevice'
import { CertificatePanel } from '../components/CertificatePanel'
import { Completeness } from '../components/Completeness'
import styles from '../components/Devices.module.css'
import { MissingMinutes } from '../components/MissingMinutes'
import { MoveDialog } from '../components/MoveDialog'
import { PresenceBadge, StateBadge } from '../components/StateBadge'
import { ValuesNow } from '../components/ValuesNow'
import { waitsSentence } from '../model/state'

/** One device: whether it is well, what it says, and what can be done with it. */
export function DevicePage() {
  const { tenant = '', device: id = '' } = useParams()
  const access = useAccess(tenant)
  const device = useQuery(deviceQuery(tenant, id))
  const fleets = useQuery(fleetsQuery(tenant))
  const approve = useApproveDevice(tenant)
  const revoke = useRevokeDevice(tenant)
  const move = useMoveDevice(tenant, id)
  const [open, setOpen] = useState<'revoke' | 'move' | undefined>()
  const say = useToast()
  const may = access.may('operate')
  const found = device.data
  const name = found?.serial || id

  function close() {
    setOpen(undefined)
    revoke.reset()
    move.reset()
  }

  return (
    <Page
      actions={
        may && found && found.state !== 'revoked' ? (
          <>
            {found.state === 'pending' ? (
              <Button
                busy={approve.isPending}
                onClick={() => approve.mutate(id, { onSuccess: () => say(`${name} is approved.`) })}
                variant="primary"
              >
                Approve device
              </Button>
            ) : null}
            {found.state === 'active' ? <Button onClick={() => setOpen('move')}>Move device</Button> : null}
            <Button onClick={() => setOpen('revoke')} variant="danger">
              Revoke device
            </Button>
          </>
        ) : null
      }
      aside={
        found ? (
          <>
            <StateBadge state={found.state} />
            {found.state === 'active' ? <PresenceBadge device={found} /> : null}
          </>
        ) : null
      }
      back={{ to: `/t/${tenant}/devices`, label: 'Devices' }}
      title={name}
    >
      {approve.error ? <FormProblem error={approve.error} /> : null}
      <Loaded query={device}>
        {(one) => (
          <>
            <Waiting device={one} />
            <ValuesNow device={id} live={one.state === 'active'} tenant={tenant} />
            <div className={styles.columns}>
              <Completeness device={one} />
              <CertificatePanel device={one} now={device.dataUpdatedAt} />
            </div>
            {one.state === 'pending' ? null : <MissingMinutes device={id} tenant={tenant} />}
            <About device={one} tenant={tenant} />
          </>
        )}
      </Loaded>
      {open === 'revoke' && found ? (
        <Confirm
          action="Revoke device"
          busy={revoke.isPending}
          error={revoke.error}
          onClose={close}
          onConfirm={() =>
            revoke.mutate(id, {
              onSuccess: () => {
                say(`${name} is revoked.`)
                close()
              },
            })
          }
          title={`Revoke ${name}?`}
          typed={name}
        >
          It is disconnected within seconds and never let in again; this cannot be taken back. What it measured stays. Another
          device can take its place with a new claim code.
        </Confirm>
      ) : null}
      {open === 'move' && found ? (
        <MoveDialog
          busy={move.isPending}
          device={found}
          error={move.error}
          fleets={fleets.data ?? []}
          onClose={close}
          onMove={(fleet) =>
            move.mutate(fleet, {
              onSuccess: () => {
                say(`${name} moves to ${fleet} with its next renewal.`)
                close()
              },
            })
          }
        />
      ) : null}
    </Page>
  )
}

function Waiting({ device }: { device: Device }) {
  const waits = device.state === 'pending' ? waitsSentence(device.waitsFor) : null
  return (
    <>
      {waits ? (
        <Notice title="It waits for a person" tone="warn">
          {waits}
        </Notice>
      ) : null}
      {device.movesTo ? (
        <Notice title={`Moves to ${device.movesTo}`}>With the next renewal of its certificate.</Notice>
      ) : null}
      {device.state === 'revoked' ? (
        <Notice title="Revoked" tone="bad">
          No broker lets it in any more. What it measured stays.
        </Notice>
      ) : null}
    </>
  )
}

function About({ tenant, device }: { tenant: string; device: Device }) {
  const parameters = Object.entries(device.parameters)
  return (
    <Panel title="About this device">
      <Facts
        facts={[
          ['Id', <code key="id">{device.id}</code>],
          ['Serial number', device.serial],
          ['Model', device.model],
          ['Fleet', <Link key="fleet" to={`/t/${tenant}/fleets/${device.fleet}`}>{device.fleet}</Link>],
          ['Site', <Link key="site" to={`/t/${tenant}/sites/${device.site}`}>{device.site}</Link>],
          [
            'Parameters',
            parameters.length === 0 ? '–' : <code key="parameters">{parameters.map(([key, value]) => `${key}=${value}`).join(' ')}</code>,
          ],
          ['Last seen', <Ago at={device.lastSeen} key="seen" />],
          ['Enrolled', <When at={device.enrolledAt} key="enrolled" />],
          ...(device.revokedAt ? [['Revoked', <When at={device.revokedAt} key="revoked" />] as const] : []),
        ]}
      />
    </Panel>
  )
}
