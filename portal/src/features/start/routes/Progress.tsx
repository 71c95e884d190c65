import { useParams } from 'react-router'
import { Badge, Failure, LinkButton, Loading, Notice, Page, Panel, Progress as Bar, Steps } from '@/design'
import { useProgress } from '../api/progress'
import { stepsOf } from '../components/steps'

export function Component() {
  const { tenant = '' } = useParams()
  return <Watch key={tenant} tenant={tenant} />
}

function Watch({ tenant }: { tenant: string }) {
  const { status, gone, connected, problem } = useProgress(tenant)
  const steps = stepsOf(status)
  const done = steps.filter((step) => step.state === 'done').length
  const title = gone ? 'The tenant is gone' : status?.ready ? 'Everything runs' : 'Your platform is being built'
  return (
    <Page
      aside={status ? <Badge tone={status.ready ? 'good' : 'info'}>{status.phase}</Badge> : null}
      lead={
        status?.ready
          ? 'Devices can be enrolled now.'
          : 'You can leave this page: the work goes on without it, and this page picks up where it is.'
      }
      narrow
      title={title}
    >
      {problem ? (
        <Failure error={problem} />
      ) : gone ? (
        <LinkButton to="/?all">All tenants</LinkButton>
      ) : status ? (
        <>
          {status.ready ? (
            <div>
              <LinkButton to={`/t/${tenant}`} variant="primary">
                Open the tenant
              </LinkButton>
            </div>
          ) : (
            <Bar label={`${String(done)} of ${String(steps.length)} steps are done`} max={steps.length} value={done} />
          )}
          {connected || status.ready ? null : <Notice tone="warn">The connection is lost; trying again.</Notice>}
          <Panel title="Steps">
            <div aria-live="polite">
              <Steps label="Provisioning" steps={steps} />
            </div>
          </Panel>
        </>
      ) : (
        <Loading label="Asking how far it is" lines={6} />
      )}
    </Page>
  )
}
