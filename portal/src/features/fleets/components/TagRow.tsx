import { memo, useState, type Dispatch } from 'react'
import { Button, classes, SelectField, TextField } from '@/design'
import type { Change } from '../model/changes'
import type { TagDraft } from '../model/draft'
import { addressWarning, helpFor, type Protocol } from '../model/protocol'
import styles from './Fleets.module.css'

export const UNIT_LIST = 'ucum-units'

interface TagRowProps {
  number: number
  tag: TagDraft
  /** Of its connection, if it names one. */
  protocol: Protocol | undefined
  /** All names, joined by commas, so that a row is drawn again only when one changes. */
  connections: string
  faults: string
  change: Dispatch<Change>
}

const FINE = [
  ['deadband', 'Deadband', 'Smaller changes are not sent.'],
  ['scale', 'Scale', 'The value is multiplied by it.'],
  ['offset', 'Offset', 'Added after scaling.'],
  ['min', 'Minimum', 'What is below is cut to it.'],
  ['max', 'Maximum', 'What is above is cut to it.'],
] as const

/** One value of a machine. A fleet may have a thousand of them: a row is drawn again only when it changes itself. */
export const TagRow = memo(function TagRow({ number, tag, protocol, connections, faults, change }: TagRowProps) {
  const { key } = tag
  const wrong = JSON.parse(faults) as Record<string, string>
  const set = (field: Exclude<keyof TagDraft, 'key'>) => (event: { target: { value: string } }) =>
    change({ act: 'tag', key, field, value: event.target.value })
  const names = connections === '' ? [] : connections.split(',')
  const warning = protocol ? addressWarning(protocol, tag.address.trim()) : null
  const faulty = FINE.some(([field]) => wrong[field])
  const [opened, setOpened] = useState(() => FINE.some(([field]) => tag[field] !== ''))
  const fine = opened || faulty
  return (
    <fieldset className={classes(styles.row, styles.tag)}>
      <legend className="visually-hidden">{`Tag ${String(number)}`}</legend>
      <TextField autoComplete="off" error={wrong.name} label="Tag name" mono onChange={set('name')} spellCheck={false} value={tag.name} />
      <TextField
        autoComplete="off"
        error={wrong.address}
        hint={warning ? `This ${warning}.` : undefined}
        label="Address"
        mono
        onChange={set('address')}
        placeholder={protocol ? helpFor(protocol).addresses[0]?.address : undefined}
        spellCheck={false}
        value={tag.address}
      />
      <TextField autoComplete="off" error={wrong.unit} label="Unit" list={UNIT_LIST} mono onChange={set('unit')} value={tag.unit} />
      <TextField autoComplete="off" error={wrong.interval} label="Interval" mono onChange={set('interval')} value={tag.interval} />
      <SelectField error={wrong.connection} label="Read from" onChange={set('connection')} value={tag.connection}>
        {names.includes(tag.connection) ? null : <option value={tag.connection}>{tag.connection || 'Choose'}</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className={styles.buttons}>
        <Button
          aria-label={`Copy tag ${tag.name || String(number)}`}
          onClick={() => change({ act: 'copy-tag', key })}
          small
          variant="quiet"
        >
          Copy
        </Button>
        <Button
          aria-label={`Remove tag ${tag.name || String(number)}`}
          onClick={() => change({ act: 'remove-tag', key })}
          small
          variant="quiet"
        >
          Remove
        </Button>
      </div>
      <details className={styles.fine} onToggle={(event) => setOpened(event.currentTarget.open)} open={fine}>
        <summary>Deadband, scale and bounds</summary>
        {fine ? (
          <div className={styles.numbers}>
            {FINE.map(([field, label, hint]) => (
              <TextField
                autoComplete="off"
                error={wrong[field]}
                hint={hint}
                inputMode="decimal"
                key={field}
                label={label}
                onChange={set(field)}
                value={tag[field]}
              />
            ))}
          </div>
        ) : null}
      </details>
    </fieldset>
  )
})
