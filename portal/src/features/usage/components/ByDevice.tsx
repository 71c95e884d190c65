import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useAccess } from '@/api/access'
import { devicesQuery } from '@/api/plant'
import { Button, Empty, Loaded, More, Panel, Progress, Table } from '@/design'
import { quantity } from '@/design/quantity'
import { useUsageByDevice } from '../api/byDevice'
import { quantityOf, wordsOf, type DeviceMeter } from '../model/meters'
import styles from './Usage.module.css'

interface ByDeviceProps {
  tenant: string
  meter: DeviceMeter
  span: { from: number; to: number }
  /** What all devices of the tenant came to, where that may be known. */
  total: number | undefined
  onChoose: (device: string) => void
}

/** Which devices the usage comes from, the most first. Who may not read the plant meets their ids only. */
export function ByDevice({ tenant, meter, span, total, onChoose }: ByDeviceProps) {
  const plant = useAccess(tenant).may('read-plant')
  const usage = useUsageByDevice(tenant, meter, span)
  const devices = useQuery({ ...devicesQuery(tenant), enabled: plant })
  const words = wordsOf(meter)
  const known = new Map(devices.data?.map((device) => [device.id, device]))
  const nameOf = (id: string) => known.get(id)?.serial || id
  const whole = Math.max(1, total ?? 0, usage.items.reduce((sum, one) => sum + quantityOf(one, meter), 0))
  return (
    <Panel flush title={`${words.name} by device`}>
      <Loaded
        empty={{
          when: () => usage.items.length === 0,
          show: (
            <Empty title="No device has sent anything in this time">
              A device is listed here a moment after its first stored message.
            </Empty>
          ),
        }}
        query={usage}
      >
        {() => (
          <>
            <Table
              caption={`${words.name} by device`}
              columns={[
                {
                  header: 'Device',
                  cell: ({ device }) =>
                    plant ? <Link to={`/t/${tenant}/devices/${device}`}>{nameOf(device)}</Link> : nameOf(device),
                },
                ...(plant ? [{ header: 'Fleet', cell: ({ device }: { device: string }) => known.get(device)?.fleet ?? '–' }] : []),
                { header: words.name, end: true, cell: (one) => quantity(quantityOf(one, meter)) },
                {
                  header: 'Share',
                  cell: (one) => {
                    const part = quantityOf(one, meter) / whole
                    return (
                      <div className={styles.part}>
                        <Progress
                          label={`Share of ${nameOf(one.device)}: ${(part * 100).toFixed(1)} %`}
                          max={1}
                          value={part}
                        />
                      </div>
                    )
                  },
                },
                {
                  header: '',
                  end: true,
                  cell: ({ device }) => (
                    <Button aria-label={`Show ${nameOf(device)} over time`} onClick={() => onChoose(device)} small>
                      Over time
                    </Button>
                  ),
                },
              ]}
              rowKey={(one) => one.device}
              rows={usage.items}
            />
            <More query={usage} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}
