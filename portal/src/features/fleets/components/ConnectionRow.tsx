import { memo, type Dispatch } from 'react'
import { Button, CheckField, classes, SelectField, TextField } from '@/design'
import type { Change } from '../model/changes'
import type { ConnectionDraft } from '../model/draft'
import { helpFor, isProtocol, PROTOCOLS } from '../model/protocol'
import styles from './Fleets.module.css'

interface ConnectionRowProps {
  number: number
  connection: ConnectionDraft
  /** Sentences by cell. */
  faultAt: (cell: string) => string | undefined
  change: Dispatch<Change>
}

/** How one machine is reached. */
export const ConnectionRow = memo(function ConnectionRow({ number, connection, faultAt, change }: ConnectionRowProps) {
  const { key } = connection
  const help = helpFor(connection.protocol)
  return (
    <fieldset className={classes(styles.row, styles.connection)}>
      <legend className="visually-hidden">{`Connection ${String(number)}`}</legend>
      <TextField
        autoComplete="off"
        error={faultAt('name')}
        label="Connection name"
        mono
        onChange={(event) => change({ act: 'connection', key, field: 'name', value: event.target.value })}
        value={connection.name}
      />
      <SelectField
        error={faultAt('protocol')}
        hint={help.read ? undefined : 'The edge agent of this release does not read it yet.'}
        label="Protocol"
        onChange={(event) => {
          const protocol = event.target.value
          if (isProtocol(protocol)) change({ act: 'protocol', key, protocol })
        }}
        value={connection.protocol}
      >
        {PROTOCOLS.map((protocol) => (
          <option key={protocol} value={protocol}>
            {helpFor(protocol).name}
          </option>
        ))}
      </SelectField>
      <TextField
        autoComplete="off"
        error={faultAt('url')}
        hint={help.urlHelp}
        label="URL"
        mono
        onChange={(event) => change({ act: 'connection', key, field: 'url', value: event.target.value })}
        spellCheck={false}
        value={connection.url}
      />
      <div className={styles.buttons}>
        <Button
          aria-label={`Remove connection ${connection.name || String(number)}`}
          onClick={() => change({ act: 'remove-connection', key })}
          small
          variant="quiet"
        >
          Remove
        </Button>
      </div>
      {connection.protocol === 'opcua' ? (
        <div className={styles.fine}>
          <CheckField
            checked={connection.subscribed === true}
            hint="The server looks at each interval and tells what changed. Otherwise the agent asks at each interval."
            label="Subscribe to changes"
            onChange={(event) => change({ act: 'subscribe', key, subscribed: event.target.checked })}
          />
        </div>
      ) : null}
    </fieldset>
  )
})
