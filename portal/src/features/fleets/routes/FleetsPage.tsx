import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { fleetsQuery, sitesQuery } from '@/api/plant'
import { Button, count, Empty, Handle, LinkButton, Loaded, Page, Panel, ReadyBadge, Table, useToast } from '@/design'
import { useCreateFleet } from '../api/createFleet'
import { NewFleetDialog } from '../components/NewFleetDialog'
import { specificationOf } from '../model/specification'

/** Groups of devices that read the same from machines of one kind. */
export function FleetsPage() {
  const { tenant = '' } = useParams()
  const [parameters] = useSearchParams()
  const access = useAccess(tenant)
  const fleets = useQuery(fleetsQuery(tenant))
  const sites = useQuery(sitesQuery(tenant))
  const create = useCreateFleet(tenant)
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const say = useToast()
  const may = access.may('engineer')
  const nameOf = new Map(sites.data?.map((site) => [site.name, site.displayName ?? site.name]))
  const noSites = sites.data?.length === 0
  const button =
    !may || sites.data === undefined ? null : noSites ? (
      <LinkButton to={`/t/${tenant}/sites`} variant="primary">
        Add a site first
      </LinkButton>
    ) : (
      <Button onClick={() => setOpen(true)} variant="primary">
        New fleet
      </Button>
    )

  return (
    <Page
      actions={fleets.data?.length ? button : null}
      lead="A fleet says which machines are read at a site, what of them, and how devices get in."
      title="Fleets"
    >
      <Panel flush title="All fleets">
        <Loaded
          empty={{
            when: (all) => all.length === 0,
            show: (
              <Empty action={button} title="No fleets yet">
                {!may
                  ? 'When an engineer of this tenant has added a fleet, it stands here.'
                  : noSites
                    ? 'A fleet belongs to a site, and there is none yet.'
                    : 'Describe the machines of one kind once: every device that joins the fleet is told to read the same.'}
              </Empty>
            ),
          }}
          query={fleets}
        >
          {(all) => (
            <Table
              caption="Fleets"
              columns={[
                { header: 'Fleet', cell: (fleet) => <Link to={fleet.name}>{fleet.name}</Link> },
                {
                  header: 'Site',
                  cell: (fleet) => (
                    <Link to={`/t/${tenant}/sites/${fleet.siteRef}`}>{nameOf.get(fleet.siteRef) ?? fleet.siteRef}</Link>
                  ),
                },
                {
                  header: 'Reads',
                  cell: (fleet) => (
                    <div>
                      {`${count(fleet.tags.length)} ${fleet.tags.length === 1 ? 'tag' : 'tags'}`}
                      <Handle>{[...new Set(fleet.connections.map((one) => one.protocol))].join(', ')}</Handle>
                    </div>
                  ),
                },
                { header: 'Devices', end: true, cell: (fleet) => count(fleet.status.enrolled) },
                { header: 'Online', end: true, cell: (fleet) => count(fleet.status.connected) },
                {
                  header: 'Waiting',
                  end: true,
                  cell: (fleet) =>
                    fleet.status.pendingApproval > 0 ? (
                      <Link to={`/t/${tenant}/devices?state=pending&fleet=${fleet.name}`}>
                        {count(fleet.status.pendingApproval)}
                      </Link>
                    ) : (
                      '0'
                    ),
                },
                {
                  header: 'State',
                  cell: (fleet) => <ReadyBadge ready={fleet.status.ready} />,
                },
              ]}
              rowKey={(fleet) => fleet.name}
              rows={all}
            />
          )}
        </Loaded>
      </Panel>
      {open && sites.data ? (
        <NewFleetDialog
          busy={create.isPending}
          error={create.error}
          onClose={() => {
            setOpen(false)
            create.reset()
          }}
          onCreate={(draft) =>
            create.mutate(
              { name: draft.name, ...specificationOf(draft) },
              {
                onSuccess: (fleet) => {
                  say(`Fleet ${fleet.name} created.`)
                  void navigate(`${fleet.name}?part=reading`)
                },
              },
            )
          }
          site={parameters.get('site') ?? undefined}
          sites={sites.data}
        />
      ) : null}
    </Page>
  )
}
