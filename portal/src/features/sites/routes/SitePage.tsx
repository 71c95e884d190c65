import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { devicesQuery, fleetsQuery, siteQuery, type Site } from '@/api/plant'
import {
  Ago,
  Button,
  Confirm,
  count,
  Empty,
  Facts,
  LinkButton,
  Loaded,
  Notice,
  Page,
  Panel,
  ReadyBadge,
  Table,
  useToast,
} from '@/design'
import { useDeleteSite } from '../api/deleteSite'
import { useReplaceSite } from '../api/replaceSite'
import { SiteDialog } from '../components/SiteDialog'
import { draftOf, specificationOf } from '../model/draft'

const shown = 20

/** One site with what belongs to it. */
export function SitePage() {
  const { tenant = '', site: name = '' } = useParams()
  const access = useAccess(tenant)
  const site = useQuery(siteQuery(tenant, name))
  const replace = useReplaceSite(tenant, name)
  const remove = useDeleteSite(tenant, name)
  const [open, setOpen] = useState<'edit' | 'delete' | undefined>()
  const navigate = useNavigate()
  const say = useToast()
  const may = access.may('engineer') && site.data !== undefined
  const mayDelete = may && access.sites.length === 0
  const ready = site.data?.status.ready

  function close() {
    setOpen(undefined)
    replace.reset()
    remove.reset()
  }

  return (
    <Page
      actions={
        may ? (
          <>
            <Button onClick={() => setOpen('edit')}>Edit</Button>
            {mayDelete ? (
              <Button onClick={() => setOpen('delete')} variant="danger">
                Delete
              </Button>
            ) : null}
          </>
        ) : null
      }
      aside={ready === undefined ? null : <ReadyBadge ready={ready} />}
      back={{ to: `/t/${tenant}/sites`, label: 'Sites' }}
      title={site.data?.displayName ?? name}
    >
      <Loaded query={site}>
        {(found) => (
          <>
            <Trouble site={found} />
            <Panel title="Where it is">
              <Facts
                facts={[
                  ['Name', <code key="name">{found.name}</code>],
                  ['Address', found.location?.address ?? '–'],
                  ['Coordinates', coordinates(found)],
                  ['Time zone', found.timezone],
                  ['Enterprise', found.hierarchy?.enterprise ?? '–'],
                  ['Area', found.hierarchy?.area ?? '–'],
                  ['Devices at most', limit(found.limits?.devices)],
                  ['Messages per second at most', limit(found.limits?.messagesPerSecond)],
                ]}
              />
            </Panel>
            <FleetsHere site={found.name} tenant={tenant} />
            <DevicesHere site={found.name} tenant={tenant} />
          </>
        )}
      </Loaded>
      {open === 'edit' && site.data ? (
        <SiteDialog
          action="Save"
          busy={replace.isPending}
          draft={draftOf(site.data)}
          error={replace.error}
          named
          onClose={close}
          onSave={(draft) =>
            replace.mutate(specificationOf(draft), {
              onSuccess: () => {
                say('Site saved.')
                close()
              },
            })
          }
          title={`Edit ${name}`}
        />
      ) : null}
      {open === 'delete' ? (
        <Confirm
          action="Delete site"
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                say(`Site ${name} deleted.`)
                void navigate(`/t/${tenant}/sites`)
              },
            })
          }
          title={`Delete ${name}?`}
          typed={name}
        >
          The site goes; what its devices measured stays in the historian. A site that fleets belong to is not deleted.
        </Confirm>
      ) : null}
    </Page>
  )
}

function coordinates(site: Site): string {
  const { latitude, longitude } = site.location ?? {}
  return typeof latitude === 'number' && typeof longitude === 'number' ? `${String(latitude)}, ${String(longitude)}` : '–'
}

function limit(value: number | null | undefined): string {
  return typeof value === 'number' ? count(value) : 'As the tenant'
}

/** Why the site cannot be used, in the operator's words. */
function Trouble({ site }: { site: Site }) {
  const ready = site.status.conditions.find((condition) => condition.type === 'Ready')
  return ready && ready.status !== 'True' ? (
    <Notice title={ready.reason ?? 'Not ready'} tone="warn">
      {ready.message}
    </Notice>
  ) : null
}

function FleetsHere({ tenant, site }: { tenant: string; site: string }) {
  const fleets = useQuery(fleetsQuery(tenant))
  return (
    <Panel actions={<Link to={`/t/${tenant}/fleets`}>All fleets</Link>} flush title="Fleets">
      <Loaded
        empty={{
          when: (all) => all.every((fleet) => fleet.siteRef !== site),
          show: (
            <Empty
              action={<LinkButton to={`/t/${tenant}/fleets?site=${site}`}>Go to fleets</LinkButton>}
              title="No fleet belongs to this site yet"
            >
              A fleet says which machines are read here, and what of them.
            </Empty>
          ),
        }}
        query={fleets}
      >
        {(all) => (
          <Table
            caption="Fleets of this site"
            columns={[
              { header: 'Fleet', cell: (fleet) => <Link to={`/t/${tenant}/fleets/${fleet.name}`}>{fleet.name}</Link> },
              { header: 'Tags', end: true, cell: (fleet) => count(fleet.tags.length) },
              { header: 'Devices', end: true, cell: (fleet) => count(fleet.status.enrolled) },
              { header: 'Online', end: true, cell: (fleet) => count(fleet.status.connected) },
            ]}
            rowKey={(fleet) => fleet.name}
            rows={all.filter((fleet) => fleet.siteRef === site)}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function DevicesHere({ tenant, site }: { tenant: string; site: string }) {
  const devices = useQuery(devicesQuery(tenant))
  return (
    <Panel actions={<Link to={`/t/${tenant}/devices?site=${site}`}>All devices</Link>} flush title="Devices">
      <Loaded
        empty={{
          when: (all) => all.every((device) => device.site !== site),
          show: (
            <Empty title="No device stands here yet">Make a claim code in a fleet of this site and enroll a device with it.</Empty>
          ),
        }}
        query={devices}
      >
        {(all) => (
          <Table
            caption="Devices of this site"
            columns={[
              {
                header: 'Device',
                cell: (device) => <Link to={`/t/${tenant}/devices/${device.id}`}>{device.serial || device.id}</Link>,
              },
              { header: 'Fleet', cell: (device) => device.fleet },
              { header: 'State', cell: (device) => device.state },
              { header: 'Last seen', cell: (device) => <Ago at={device.lastSeen} /> },
            ]}
            rowKey={(device) => device.id}
            rows={all.filter((device) => device.site === site).slice(0, shown)}
          />
        )}
      </Loaded>
    </Panel>
  )
}
