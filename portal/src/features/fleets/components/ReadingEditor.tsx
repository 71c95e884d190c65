import { useState, type Dispatch } from 'react'
import { Actions, Button, Empty, Notice, Panel } from '@/design'
import { counted } from '@/design/quantity'
import type { Change } from '../model/changes'
import type { FleetDraft } from '../model/draft'
import type { Faults } from '../model/faults'
import { UNITS } from '../model/protocol'
import { AddressHelp } from './AddressHelp'
import { ConnectionRow } from './ConnectionRow'
import styles from './Fleets.module.css'
import { PasteTags } from './PasteTags'
import { TagRow, UNIT_LIST } from './TagRow'

interface ReadingEditorProps {
  draft: FleetDraft
  faults: Faults
  change: Dispatch<Change>
}

/** Connections and tags as rows. */
export function ReadingEditor({ draft, faults, change }: ReadingEditorProps) {
  const [pasting, setPasting] = useState(false)
  const protocols = [...new Set(draft.connections.map((connection) => connection.protocol))]
  const protocolOf = new Map(draft.connections.map((connection) => [connection.name, connection.protocol]))
  const names = draft.connections.map((connection) => connection.name).join(',')
  const listFault = faults.at.get('tags') ?? faults.at.get('connections')

  return (
    <>
      <Panel
        actions={
          <Button onClick={() => change({ act: 'add-connection', protocol: protocols[0] ?? 'modbus-tcp' })} small>
            Add connection
          </Button>
        }
        title="Connections"
      >
        {draft.connections.length === 0 ? (
          <Empty title="No connection yet">A connection is the way to one machine. Tags are read over it.</Empty>
        ) : (
          <div className={styles.rows}>
            {draft.connections.map((connection, index) => (
              <ConnectionRow
                change={change}
                connection={connection}
                faultAt={(cell) => faults.at.get(`connections.${connection.key}.${cell}`)}
                key={connection.key}
                number={index + 1}
              />
            ))}
          </div>
        )}
        <p className={styles.note}>
          What differs from device to device stands as <code>{'${name}'}</code>: each device gives its own value when it
          enrolls, or its claim code brings it along.
        </p>
      </Panel>
      <Panel
        actions={
          <>
            <Button onClick={() => setPasting(true)} small>
              Paste tags
            </Button>
            <Button disabled={draft.connections.length === 0} onClick={() => change({ act: 'add-tag' })} small>
              Add tag
            </Button>
          </>
        }
        title={draft.tags.length === 0 ? 'Tags' : `Tags: ${counted(draft.tags.length, 'value')} of each machine`}
      >
        {listFault ? <Notice tone="bad">{listFault}</Notice> : null}
        <AddressHelp protocols={protocols} />
        {draft.tags.length === 0 ? (
          <Empty title="No tag yet">
            {draft.connections.length === 0
              ? 'Add a connection first: a tag is read from it.'
              : 'A tag is one value that is read, such as a temperature. Add one, or paste rows of a spreadsheet.'}
          </Empty>
        ) : (
          <div className={styles.rows}>
            {draft.tags.map((tag, index) => (
              <TagRow
                change={change}
                connections={names}
                faults={faultsOfRow(faults, `tags.${tag.key}.`)}
                key={tag.key}
                number={index + 1}
                protocol={protocolOf.get(tag.connection)}
                tag={tag}
              />
            ))}
          </div>
        )}
        {draft.tags.length > 5 ? (
          <Actions>
            <Button onClick={() => change({ act: 'add-tag' })} small>
              Add another tag
            </Button>
          </Actions>
        ) : null}
      </Panel>
      <datalist id={UNIT_LIST}>
        {UNITS.map((unit) => (
          <option key={unit.code} label={unit.name} value={unit.code} />
        ))}
      </datalist>
      {pasting ? (
        <PasteTags
          draft={draft}
          onAdd={(tags) => {
            change({ act: 'add-tags', tags })
            setPasting(false)
          }}
          onClose={() => setPasting(false)}
        />
      ) : null}
    </>
  )
}

/** As a text, so that a row whose faults did not change is not drawn again. */
function faultsOfRow(faults: Faults, prefix: string): string {
  const own = [...faults.at].filter(([at]) => at.startsWith(prefix)).map(([at, text]) => [at.slice(prefix.length), text])
  return JSON.stringify(Object.fromEntries(own))
}
