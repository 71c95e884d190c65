import { Actions, Button, FormProblem, Notice } from '@/design'
import { counted } from '@/design/quantity'
import type { Faults } from '../model/faults'
import styles from './Fleets.module.css'

interface SaveBarProps {
  devices: number
  busy: boolean
  error: unknown
  faults: Faults
  onSave: () => void
  onDiscard: () => void
}

/** Stands at the end of the screen while something is not saved. */
export function SaveBar({ devices, busy, error, faults, onSave, onDiscard }: SaveBarProps) {
  const wrong = faults.at.size + faults.elsewhere.length
  return (
    <>
      {faults.elsewhere.length > 0 ? (
        <Notice title="Not saved" tone="bad">
          <ul className={styles.problems}>
            {faults.elsewhere.map((fault) => (
              <li key={fault.field + fault.message}>
                {fault.field === '' ? '' : `${fault.field}: `}
                {fault.message}
              </li>
            ))}
          </ul>
        </Notice>
      ) : error && wrong === 0 ? (
        <FormProblem error={error} />
      ) : null}
      <div aria-label="Changes" className={styles.save} role="region">
        <p role="status">
          {wrong > 0
            ? `${counted(wrong, 'field')} to correct.`
            : devices > 0
              ? `Not saved yet. It will reach ${counted(devices, 'device')} step by step.`
              : 'Not saved yet.'}
        </p>
        <Actions>
          <Button onClick={onDiscard}>Discard</Button>
          <Button busy={busy} onClick={onSave} variant="primary">
            Save fleet
          </Button>
        </Actions>
      </div>
    </>
  )
}
