import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { devicesQuery } from '@/api/plant'
import { count, Empty, Loaded, Panel, Progress, Table } from '@/design'
import { byDevice } from '../model/byDevice'
import styles from './Usage.module.css'

const most = 50

/** Who sends how much. */
export function ByDevice({ tenant }: { tenant: string }) {
  const devices = useQuery(devicesQuery(tenant))
  return (
    <Panel flush title="Messages by device, since each was enrolled">
      <Loaded
        empty={{
          when: (all) => byDevice(all).length === 0,
          show: <Empty title="No device has sent anything yet">A device is listed here from its first stored message on.</Empty>,
        }}
        query={devices}
      >
        {(all) => (
          <Table
            caption="Messages by device"
            columns={[
              { header: 'Device', cell: (one) => <Link to={`/t/${tenant}/devices/${one.id}`}>{one.name}</Link> },
              { header: 'Fleet', cell: (one) => one.fleet },
              { header: 'Messages', end: true, cell: (one) => count(one.messages) },
              {
                header: 'Share',
                cell: (one) => (
                  <div className={styles.part}>
                    <Progress label={`Share of ${one.name}: ${(one.part * 100).toFixed(1)} %`} max={1} value={one.part} />
                  </div>
                ),
              },
            ]}
            rowKey={(one) => one.id}
            rows={byDevice(all).slice(0, most)}
          />
        )}
      </Loaded>
    </Panel>
  )
}
