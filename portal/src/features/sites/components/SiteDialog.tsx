import { useState } from 'react'
import { problemOf } from '@/api/problem'
import { Actions, Button, Dialog, Form, TextField } from '@/design'
import { pastedCoordinates, siteFaults, type SiteDraft } from '../model/draft'
import { zones } from '../model/zones'
import styles from './Sites.module.css'

interface SiteDialogProps {
  title: string
  action: string
  draft: SiteDraft
  /** A name is for ever: certificates and topics carry it. */
  named?: boolean
  busy: boolean
  error: unknown
  onSave: (draft: SiteDraft) => void
  onClose: () => void
}

const LIST = 'time-zones'

/** A new site, or the fields of one that is there. */
export function SiteDialog({ title, action, draft: begin, named, busy, error, onSave, onClose }: SiteDialogProps) {
  const [draft, setDraft] = useState(begin)
  const [tried, setTried] = useState(false)
  const own = tried ? siteFaults(draft) : []
  const problem = error ? problemOf(error) : undefined
  const wrong = (field: string) =>
    own.find((fault) => fault.field === field)?.message ?? problem?.errors.find((one) => one.field === field)?.message
  const change = (field: keyof SiteDraft) => (event: { target: { value: string } }) =>
    setDraft((now) => ({ ...now, [field]: event.target.value }))

  function save() {
    setTried(true)
    if (siteFaults(draft).length === 0) onSave(draft)
  }

  return (
    <Dialog onClose={onClose} title={title}>
      <Form error={problem} onSubmit={save} wide>
        {named ? null : (
          <TextField
            autoComplete="off"
            error={wrong('name')}
            hint="Lower-case letters, digits and '-'. Certificates and topics carry it, so it cannot change."
            label="Name"
            mono
            onChange={change('name')}
            value={draft.name}
          />
        )}
        <TextField
          error={wrong('displayName')}
          label="Display name"
          onChange={change('displayName')}
          optional
          value={draft.displayName}
        />
        <TextField
          error={wrong('timezone')}
          hint="For shifts and reports, such as Europe/Berlin. Stored times stay UTC."
          label="Time zone"
          list={LIST}
          onChange={change('timezone')}
          value={draft.timezone}
        />
        <datalist id={LIST}>
          {zones().map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div className={styles.pair}>
          <TextField
            error={wrong('location.latitude') ?? wrong('location')}
            hint="Both at once can be pasted here."
            inputMode="decimal"
            label="Latitude"
            onChange={(event) => {
              const pasted = pastedCoordinates(event.target.value)
              setDraft((now) => ({ ...now, ...(pasted ?? { latitude: event.target.value }) }))
            }}
            optional
            value={draft.latitude}
          />
          <TextField
            error={wrong('location.longitude')}
            inputMode="decimal"
            label="Longitude"
            onChange={change('longitude')}
            optional
            value={draft.longitude}
          />
        </div>
        <TextField
          error={wrong('location.address')}
          label="Address"
          onChange={change('address')}
          optional
          value={draft.address}
        />
        <details className={styles.more} open={draft.enterprise + draft.area + draft.devices + draft.messagesPerSecond !== ''}>
          <summary>Hierarchy and limits</summary>
          <div className={styles.pair}>
            <TextField
              error={wrong('hierarchy.enterprise')}
              label="Enterprise"
              onChange={change('enterprise')}
              optional
              value={draft.enterprise}
            />
            <TextField error={wrong('hierarchy.area')} label="Area" onChange={change('area')} optional value={draft.area} />
            <TextField
              error={wrong('limits.devices')}
              hint="More wait for approval."
              inputMode="numeric"
              label="Devices at most"
              onChange={change('devices')}
              optional
              value={draft.devices}
            />
            <TextField
              error={wrong('limits.messagesPerSecond')}
              inputMode="numeric"
              label="Messages per second at most"
              onChange={change('messagesPerSecond')}
              optional
              value={draft.messagesPerSecond}
            />
          </div>
        </details>
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={busy} type="submit" variant="primary">
            {action}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
