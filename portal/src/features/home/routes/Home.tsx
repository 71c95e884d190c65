import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useAccess, useMe, type Access } from '@/api/access'
import type { Schema } from '@/api/paths'
import { phaseTone } from '@/api/phase'
import { tenantQuery } from '@/api/tenant'
import { Ago, Badge, Failure, Figure, Figures, Loading, Notice, Page, count } from '@/design'
import { useOverview } from '../api/overview'
import { LivePanel } from '../components/LivePanel'
import { NextSteps } from '../components/NextSteps'
import { Recent } from '../components/Recent'
import styles from './Home.module.css'

type Overview = Schema<'Overview'>

export function Component() {
  const { tenant = '' } = useParams()
  const me = useMe()
  const access = useAccess(tenant)
  const plant = access.may('read-plant')
  const found = useQuery(tenantQuery(tenant))
  const overview = useOverview(tenant, plant)
  const view = overview.data?.tenant ?? found.data
  const error = found.error ?? me.error ?? (overview.data ? undefined : overview.error)
  if (error) {
    return (
      <Page title={tenant}>
        <Failure error={error} retry={() => Promise.all([found.refetch(), me.refetch(), overview.refetch()])} />
      </Page>
    )
  }
  if (!view || !me.data) {
    return (
      <Page title={tenant}>
        <Loading label="Loading the tenant" lines={6} />
      </Page>
    )
  }
  return (
    <Page
      aside={<Badge tone={phaseTone(view.status.phase)}>{view.status.phase}</Badge>}
      lead={health(view)}
      title={view.displayName ?? view.name}
    >
      {building(view) ? (
        <Notice tone="info">
          The platform of this tenant is being built. <Link to={`/t/${tenant}/progress`}>See how far it is</Link>
        </Notice>
      ) : null}
      {overview.data ? <Plant access={access} overview={overview.data} tenant={tenant} /> : plant ? <Loading lines={6} /> : <Cost tenant={view} />}
    </Page>
  )
}

function Plant({ tenant, overview, access }: { tenant: string; overview: Overview; access: Access }) {
  const { devices, today, bill, recent } = overview
  const connected = devices.connected // absent while the runtime does not answer
  const none = devices.enrolled === 0
  return (
    <>
      <Figures label="At a glance">
        <Figure
          label="Devices connected"
          note={
            devices.pendingApproval > 0 ? (
              <Link to={`/t/${tenant}/devices`}>{count(devices.pendingApproval)} to approve</Link>
            ) : connected === undefined ? (
              'It is not known now which'
            ) : devices.enrolled > connected ? (
              `${count(devices.enrolled - connected)} not connected`
            ) : none ? (
              'None is enrolled yet'
            ) : (
              'All of them'
            )
          }
          value={`${connected === undefined ? '?' : count(connected)} of ${count(devices.enrolled)}`}
        />
        {today ? <Figure label="Messages today" note={`${count(today.points)} points`} value={count(today.messages)} /> : null}
        {bill ? (
          <Figure
            label="Bill to date"
            note={
              access.may('read-bill') ? (
                <Link to={`/t/${tenant}/bill`}>
                  as of <Ago at={bill.asOf} />
                </Link>
              ) : (
                <>
                  as of <Ago at={bill.asOf} />
                </>
              )
            }
            value={bill.totalText}
          />
        ) : null}
      </Figures>
      <div className={styles.columns}>
        {none ? <NextSteps tenant={tenant} /> : <LivePanel tenant={tenant} />}
        {recent ? <Recent entries={recent} mayAudit={access.may('administer')} tenant={tenant} /> : null}
      </div>
    </>
  )
}

/** For those who pay and do not see the plant. */
function Cost({ tenant }: { tenant: Schema<'TenantView'> }) {
  const usage = tenant.status.usage
  return (
    <Figures label="At a glance">
      <Figure label="Bill to date" note={<Link to={`/t/${tenant.name}/bill`}>See its lines</Link>} value={usage?.billToDate ?? '–'} />
      <Figure
        label="Messages today"
        note={<Link to={`/t/${tenant.name}/usage`}>See the usage</Link>}
        value={usage?.messagesToday == null ? '–' : count(usage.messagesToday)}
      />
      <Figure label="Devices" value={usage?.devices == null ? '–' : count(usage.devices)} />
    </Figures>
  )
}

function building(tenant: Schema<'TenantView'>): boolean {
  return tenant.status.phase === 'Pending' || tenant.status.phase === 'Provisioning'
}

/** What stands in the way of health, or that nothing does. */
function health(tenant: Schema<'TenantView'>): string | undefined {
  if (tenant.suspended) return 'The tenant is suspended: it can be read and not changed. No data is lost.'
  const ready = tenant.status.conditions.find((condition) => condition.type === 'Ready')
  return ready?.status === 'True' ? 'Everything this tenant asks for is running.' : (ready?.message ?? undefined)
}
