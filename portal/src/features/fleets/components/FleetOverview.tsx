import { Link } from 'react-router'
import type { Fleet } from '@/api/plant'
import { Badge, count, Facts, Figure, Figures, Notice, Panel, Progress } from '@/design'
import { rolloutProgress } from '../model/progress'

const TONES = { done: 'good', running: 'info', paused: 'bad' } as const
const WORDS = { done: 'Done', running: 'Under way', paused: 'Paused' }

/** How the fleet is now. */
export function FleetOverview({ tenant, fleet }: { tenant: string; fleet: Fleet }) {
  const { status } = fleet
  const ready = status.conditions.find((condition) => condition.type === 'Ready')
  const progress = rolloutProgress({
    enrolled: status.enrolled,
    rollout: status.rollout ?? null,
    pauseAboveErrorPercent: fleet.rollout.pauseAboveErrorPercent ?? 2,
  })
  return (
    <>
      {ready && ready.status !== 'True' ? (
        <Notice title={ready.reason ?? 'Not ready'} tone="warn">
          {ready.message}
        </Notice>
      ) : null}
      <Figures label="Devices of this fleet">
        <Figure label="Enrolled" value={count(status.enrolled)} />
        <Figure label="Online" value={count(status.connected)} />
        <Figure
          label="Wait for approval"
          note={
            status.pendingApproval > 0 ? (
              <Link to={`/t/${tenant}/devices?state=pending&fleet=${fleet.name}`}>Look at them</Link>
            ) : null
          }
          value={count(status.pendingApproval)}
        />
        <Figure label="Tags" value={count(fleet.tags.length)} />
      </Figures>
      <Panel title="Roll-out">
        {progress ? (
          <>
            <div>
              <Badge tone={TONES[progress.tone]}>{WORDS[progress.tone]}</Badge>
            </div>
            <Progress label="Devices with the newest configuration" max={1} value={progress.part} />
            <p>{progress.sentence}</p>
          </>
        ) : (
          <p>As soon as a device is enrolled, what is changed here reaches it step by step.</p>
        )}
        <Facts
          facts={[
            ['Site', <Link key="site" to={`/t/${tenant}/sites/${fleet.siteRef}`}>{fleet.siteRef}</Link>],
            ['Steps', `${(fleet.rollout.steps ?? []).join(' %, ')} %`],
            ['Configuration', status.configuration ? <code key="hash">{status.configuration.slice(0, 12)}</code> : 'None yet'],
          ]}
        />
      </Panel>
    </>
  )
}
