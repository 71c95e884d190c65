import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '@/api/access'
import { phaseTone } from '@/api/phase'
import type { Schema } from '@/api/paths'
import { Badge, count, Choice, Empty, Failure, Figure, Figures, LinkButton, Loaded, Loading, More, Page, Panel, Table, When, type Column } from '@/design'
import { Problem } from '@/api/problem'
import { useAllTenants } from '../api/tenants'

type Tenant = Schema<'TenantView'>

const shows = [
  { key: 'all', name: 'All' },
  { key: 'trouble', name: 'In trouble' },
] as const

const columns: readonly Column<Tenant>[] = [
  { header: 'Tenant', cell: (tenant) => <Link to={`/t/${tenant.name}`}>{tenant.displayName ?? tenant.name}</Link> },
  { header: 'Short name', cell: (tenant) => <code>{tenant.name}</code> },
  { header: 'Plan', cell: (tenant) => tenant.tier },
  { header: 'State', cell: (tenant) => <Badge tone={phaseTone(tenant.status.phase)}>{tenant.status.phase}</Badge> },
  { header: 'What it says', cell: (tenant) => (tenant.status.ready ? '' : ready(tenant)?.message) },
  { header: 'Devices', cell: (tenant) => figure(tenant.status.usage?.devices), end: true },
  { header: 'Messages today', cell: (tenant) => figure(tenant.status.usage?.messagesToday), end: true },
  { header: 'Bill to date', cell: (tenant) => tenant.status.usage?.billToDate ?? '–', end: true },
  { header: 'Created', cell: (tenant) => <When at={tenant.createdAt} /> },
]

/** All tenants, for whoever runs the installation. */
export function Component() {
  const me = useMe()
  const tenants = useAllTenants()
  const [show, setShow] = useState<'all' | 'trouble'>('all')
  if (me.data && me.data.kind !== 'administrator') {
    return (
      <Page title="Platform">
        <Failure error={new Problem(403, { type: 'forbidden', title: 'This page is for whoever runs the platform', detail: '' })} />
      </Page>
    )
  }
  const troubled = tenants.items.filter((tenant) => !tenant.status.ready)
  const sum = (of: (tenant: Tenant) => number | undefined) => tenants.items.reduce((all, one) => all + (of(one) ?? 0), 0)
  const some = tenants.hasNextPage ? ' shown' : ''
  return (
    <Page
      actions={
        <LinkButton to="/new" variant="primary">
          Create tenant
        </LinkButton>
      }
      lead="Every tenant of this installation."
      title="Platform"
    >
      <Loaded
        empty={{
          when: (data) => data.pages.every((page) => page.items.length === 0),
          show: <Empty title="There is no tenant">Create one, apply one with kubectl, or let people sign up.</Empty>,
        }}
        loading={<Loading label="Loading all tenants" lines={6} />}
        query={tenants}
      >
        {() => (
          <>
            <Figures label="The installation">
              <Figure label={`Tenants${some}`} value={count(tenants.items.length)} />
              <Figure label="Not ready" value={count(troubled.length)} />
              <Figure label="Devices" value={count(sum((one) => one.status.usage?.devices))} />
              <Figure label="Messages today" value={count(sum((one) => one.status.usage?.messagesToday))} />
            </Figures>
            <Panel
              actions={<Choice chosen={show} label="Show" onChoose={setShow} options={shows} />}
              flush
              title="Tenants"
            >
              {show === 'trouble' && troubled.length === 0 ? (
                <Empty title="All of them are ready" />
              ) : (
                <Table
                  caption="Tenants"
                  columns={columns}
                  rowKey={(tenant) => tenant.name}
                  rows={show === 'all' ? tenants.items : troubled}
                />
              )}
            </Panel>
            <More query={tenants} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function ready(tenant: Tenant) {
  return tenant.status.conditions.find((condition) => condition.type === 'Ready')
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : count(value)
}
