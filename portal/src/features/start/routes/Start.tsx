import { Link, Navigate, useSearchParams } from 'react-router'
import { useMe } from '@/api/access'
import { phaseTone } from '@/api/phase'
import type { Schema } from '@/api/paths'
import { Badge, Empty, Failure, LinkButton, Loading, More, Page, Panel, Table, type Column } from '@/design'
import { useTenants } from '../api/tenants'

const columns: readonly Column<Schema<'TenantView'>>[] = [
  { header: 'Tenant', cell: (tenant) => <Link to={`/t/${tenant.name}`}>{tenant.displayName ?? tenant.name}</Link> },
  { header: 'Short name', cell: (tenant) => <code>{tenant.name}</code> },
  { header: 'Plan', cell: (tenant) => tenant.tier },
  { header: 'State', cell: (tenant) => <Badge tone={phaseTone(tenant.status.phase)}>{tenant.status.phase}</Badge> },
]

/** Where somebody who is signed in begins: in the only tenant, before a choice, or with nothing yet. */
export function Component() {
  const [parameters] = useSearchParams()
  const me = useMe()
  const tenants = useTenants()
  const only = tenants.items.length === 1 && !tenants.hasNextPage ? tenants.items[0] : undefined
  if (only && me.data && !parameters.has('all')) {
    return <Navigate replace to={`/t/${only.name}`} />
  }
  const error = tenants.error ?? me.error
  if (error) {
    return (
      <Page title="Tenants">
        <Failure error={error} retry={() => Promise.all([tenants.refetch(), me.refetch()])} />
      </Page>
    )
  }
  if (tenants.isPending || !me.data) {
    return (
      <Page title="Tenants">
        <Loading label="Loading your tenants" />
      </Page>
    )
  }
  return tenants.items.length === 0 ? (
    <Nothing name={me.data.displayName ?? undefined} />
  ) : (
    <Page
      actions={
        <LinkButton to="/new" variant="primary">
          Create tenant
        </LinkButton>
      }
      title="Tenants"
    >
      <Panel flush title="Yours">
        <Table caption="Tenants" columns={columns} rowKey={(tenant) => tenant.name} rows={tenants.items} />
      </Panel>
      <More query={tenants} />
    </Page>
  )
}

function Nothing({ name }: { name: string | undefined }) {
  return (
    <Page title={name ? `Welcome, ${name.split(' ')[0] ?? name}` : 'Welcome'}>
      <Panel title="Create your first tenant">
        <Empty
          action={
            <LinkButton to="/new" variant="primary">
              Create tenant
            </LinkButton>
          }
          title="You have no tenant yet"
        >
          <p>
            A tenant is a platform of its own for one company or plant. It is built in about a minute, and you see each step.
          </p>
          <p>Do you expect to join somebody else’s? Open the link in their invitation; it comes by mail.</p>
        </Empty>
      </Panel>
    </Page>
  )
}
