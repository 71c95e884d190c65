import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { tenantQuery } from '@/api/tenant'
import { Facts, Loaded, Loading, Page, Panel, When } from '@/design'
import { Danger } from '../components/Danger'
import { Name } from '../components/Name'
import { Plan } from '../components/Plan'

export function Component() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const found = useQuery(tenantQuery(tenant))
  return (
    <Page narrow title="Settings">
      <Loaded loading={<Loading label="Loading the settings" lines={6} />} query={found}>
        {(view) => (
          <>
            <Name displayName={view.displayName} tenant={tenant} />
            <Plan tenant={tenant} tier={view.tier} />
            <Panel title="Addresses">
              <Facts
                facts={[
                  ['Short name', <code key="name">{view.name}</code>],
                  ['Broker', view.status.endpoints?.mqtt ? <code key="mqtt">{view.status.endpoints.mqtt}</code> : 'not yet'],
                  ['API', <code key="api">{`${location.origin}/api/v1/tenants/${view.name}`}</code>],
                  ['Region', view.region ?? 'not said'],
                  ['Created', <When at={view.createdAt} key="created" />],
                ]}
              />
            </Panel>
            <Danger access={access} tenant={view} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
