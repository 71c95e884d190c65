import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { fleetsQuery, sitesQuery, type Site } from '@/api/plant'
import { Button, count, Empty, Handle, Loaded, Page, Panel, ReadyBadge, Table, useToast } from '@/design'
import { useCreateSite } from '../api/createSite'
import { SiteDialog } from '../components/SiteDialog'
import { SiteMap } from '../components/SiteMap'
import { EMPTY_SITE, specificationOf } from '../model/draft'

/** Where the tenant's machines stand. */
export function SitesPage() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const sites = useQuery(sitesQuery(tenant))
  const fleets = useQuery(fleetsQuery(tenant))
  const create = useCreateSite(tenant)
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  const say = useToast()
  // Who is shut into sites cannot make another one.
  const may = access.may('engineer') && access.sites.length === 0
  const button = may ? (
    <Button onClick={() => setOpen(true)} variant="primary">
      New site
    </Button>
  ) : null
  const fleetsAt = (site: Site) => fleets.data?.filter((fleet) => fleet.siteRef === site.name).length

  return (
    <Page
      actions={sites.data?.length ? button : null}
      lead="Places where machines stand. Fleets belong to a site, and so do the devices in them."
      title="Sites"
    >
      <Loaded
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty action={button} title="No sites yet">
              {may
                ? 'Begin with the place where your first machine stands. Then add a fleet that says what is read there.'
                : 'When an engineer of this tenant has added a site, it stands here.'}
            </Empty>
          ),
        }}
        query={sites}
      >
        {(all) => (
          <>
            {all.some((site) => typeof site.location?.latitude === 'number') ? (
              <Panel flush title="Map">
                <SiteMap sites={all} tenant={tenant} />
              </Panel>
            ) : null}
            <Panel flush title="All sites">
              <Table
                caption="Sites"
                columns={[
                  {
                    header: 'Site',
                    cell: (site) => (
                      <>
                        <Link to={site.name}>{site.displayName ?? site.name}</Link>
                        <Handle>{site.name}</Handle>
                      </>
                    ),
                  },
                  { header: 'Address', cell: (site) => site.location?.address ?? '–' },
                  { header: 'Time zone', cell: (site) => site.timezone },
                  {
                    header: 'Fleets',
                    end: true,
                    cell: (site) => (fleetsAt(site) === undefined ? '–' : count(fleetsAt(site) ?? 0)),
                  },
                  {
                    header: 'State',
                    cell: (site) => <ReadyBadge ready={site.status.ready} />,
                  },
                ]}
                rowKey={(site) => site.name}
                rows={all}
              />
            </Panel>
          </>
        )}
      </Loaded>
      {open ? (
        <SiteDialog
          action="Create site"
          busy={create.isPending}
          draft={EMPTY_SITE}
          error={create.error}
          onClose={() => {
            setOpen(false)
            create.reset()
          }}
          onSave={(draft) =>
            create.mutate(
              { name: draft.name, ...specificationOf(draft) },
              {
                onSuccess: (site) => {
                  say(`Site ${site.name} created.`)
                  void navigate(site.name)
                },
              },
            )
          }
          title="New site"
        />
      ) : null}
    </Page>
  )
}
