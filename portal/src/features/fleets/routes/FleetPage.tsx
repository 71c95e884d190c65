import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { fleetQuery } from '@/api/plant'
import { Button, Confirm, LinkButton, Loaded, Page, ReadyBadge, Tabs, useToast } from '@/design'
import { useDeleteFleet } from '../api/deleteFleet'
import { FleetEditor } from '../components/FleetEditor'
import { FleetOverview } from '../components/FleetOverview'
import styles from '../components/Fleets.module.css'
import { ReadingTable } from '../components/ReadingTable'

const PARTS = [
  { key: 'overview', name: 'Overview' },
  { key: 'reading', name: 'Connections and tags' },
  { key: 'admission', name: 'Enrollment and roll-out' },
] as const

/** One fleet: how it is, what it reads, and how devices get in. */
export function FleetPage() {
  const { tenant = '', fleet: name = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const access = useAccess(tenant)
  const fleet = useQuery({ ...fleetQuery(tenant, name), refetchInterval: 15_000 })
  const remove = useDeleteFleet(tenant, name)
  const [deleting, setDeleting] = useState(false)
  const navigate = useNavigate()
  const say = useToast()
  const may = access.may('engineer')
  const parts = may ? PARTS : PARTS.slice(0, 2)
  const part = parts.find((one) => one.key === parameters.get('part'))?.key ?? 'overview'
  const ready = fleet.data?.status.ready

  return (
    <Page
      actions={
        fleet.data ? (
          <>
            <LinkButton to={`/t/${tenant}/devices?fleet=${name}`}>Devices</LinkButton>
            <LinkButton to="claim-codes" variant={may && fleet.data.status.enrolled === 0 ? 'primary' : 'secondary'}>
              Claim codes
            </LinkButton>
            {may ? (
              <Button onClick={() => setDeleting(true)} variant="danger">
                Delete
              </Button>
            ) : null}
          </>
        ) : null
      }
      aside={ready === undefined ? null : <ReadyBadge ready={ready} />}
      back={{ to: `/t/${tenant}/fleets`, label: 'Fleets' }}
      title={name}
    >
      <Loaded query={fleet}>
        {(found) => (
          <Tabs
            chosen={part}
            label="Parts of the fleet"
            onChoose={(key) => setParameters(key === 'overview' ? {} : { part: key }, { replace: true })}
            tabs={parts}
          >
            <div className={styles.tabs}>
              {may ? (
                <FleetEditor
                  fleet={found}
                  key={found.name}
                  overview={<FleetOverview fleet={found} tenant={tenant} />}
                  part={part}
                  tenant={tenant}
                />
              ) : part === 'overview' ? (
                <FleetOverview fleet={found} tenant={tenant} />
              ) : (
                <ReadingTable fleet={found} />
              )}
            </div>
          </Tabs>
        )}
      </Loaded>
      {deleting ? (
        <Confirm
          action="Delete fleet"
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            setDeleting(false)
            remove.reset()
          }}
          onConfirm={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                say(`Fleet ${name} deleted.`)
                void navigate(`/t/${tenant}/fleets`)
              },
            })
          }
          title={`Delete ${name}?`}
          typed={name}
        >
          What its devices measured stays in the historian. A fleet with enrolled devices is not deleted: move or revoke them
          first.
        </Confirm>
      ) : null}
    </Page>
  )
}
