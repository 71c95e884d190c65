import type { Fleet } from '@/api/plant'
import { Empty, Panel, Table } from '@/design'

/** Connections and tags for those who may look and not change. */
export function ReadingTable({ fleet }: { fleet: Fleet }) {
  return (
    <>
      <Panel flush title="Connections">
        <Table
          caption="Connections"
          columns={[
            { header: 'Name', cell: (connection) => connection.name },
            { header: 'Protocol', cell: (connection) => connection.protocol },
            { header: 'URL', cell: (connection) => <code>{connection.url}</code> },
          ]}
          rowKey={(connection) => connection.name ?? ''}
          rows={fleet.connections}
        />
      </Panel>
      <Panel flush title="Tags">
        {fleet.tags.length === 0 ? (
          <Empty title="Nothing is read yet">An engineer of this tenant can add tags.</Empty>
        ) : (
          <Table
            caption="Tags"
            columns={[
              { header: 'Name', cell: (tag) => tag.name },
              { header: 'Address', cell: (tag) => <code>{tag.address}</code> },
              { header: 'Unit', cell: (tag) => tag.unit ?? '–' },
              { header: 'Interval', cell: (tag) => tag.interval ?? '–' },
              { header: 'Read from', cell: (tag) => tag.connection },
            ]}
            rowKey={(tag) => tag.name ?? ''}
            rows={fleet.tags}
          />
        )}
      </Panel>
    </>
  )
}
