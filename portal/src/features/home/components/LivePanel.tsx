import { useMemo } from 'react'
import { Empty, LinkButton, Loaded, Panel } from '@/design'
import { useLatest } from '../api/latest'
import { chosenOf } from './chosen'
import { LiveChart } from './LiveChart'

export function LivePanel({ tenant }: { tenant: string }) {
  const latest = useLatest(tenant)
  const points = latest.data?.points
  const tags = useMemo(() => chosenOf(points ?? []), [points])
  return (
    <Panel
      actions={
        <LinkButton small to={`/t/${tenant}/explore`}>
          Explore
        </LinkButton>
      }
      title="Live values"
    >
      <Loaded query={latest}>
        {() =>
          tags.length === 0 ? (
            <Empty title="No value yet">The first one shows here as soon as a device sends it.</Empty>
          ) : (
            <LiveChart tags={tags} tenant={tenant} />
          )
        }
      </Loaded>
    </Panel>
  )
}
