import type { Dispatch } from 'react'
import { Panel, SelectField, TextArea, TextField } from '@/design'
import type { Change } from '../model/changes'
import type { FleetDraft } from '../model/draft'
import type { Faults } from '../model/faults'
import styles from './Fleets.module.css'

interface AdmissionEditorProps {
  draft: FleetDraft
  faults: Faults
  change: Dispatch<Change>
}

/** How devices get in, how long their certificates live, and how a new configuration reaches them. */
export function AdmissionEditor({ draft, faults, change }: AdmissionEditorProps) {
  const set = (field: keyof FleetDraft) => (event: { target: { value: string } }) =>
    change({ act: 'set', field, value: event.target.value })
  return (
    <>
      <Panel title="Enrollment">
        <div className={styles.pair}>
          <SelectField
            error={faults.at.get('enrollment.mode')}
            hint={
              draft.mode === 'ClaimCode'
                ? 'A code is made here first; the device brings it.'
                : 'The device shows a short code; a person types it in here.'
            }
            label="How devices get in"
            onChange={set('mode')}
            value={draft.mode}
          >
            <option value="ClaimCode">With a claim code</option>
            <option value="DeviceCode">With a code that the device shows</option>
          </SelectField>
          <SelectField
            error={faults.at.get('enrollment.approval')}
            hint={draft.approval === 'Manual' ? 'Each device waits until an operator approves it.' : 'A valid code is enough.'}
            label="Approval"
            onChange={set('approval')}
            value={draft.approval}
          >
            <option value="Automatic">Automatic</option>
            <option value="Manual">By a person</option>
          </SelectField>
          <TextField
            error={faults.at.get('enrollment.maxDevices')}
            hint="More wait for approval. Empty: as many as the tenant may have."
            inputMode="numeric"
            label="Devices at most"
            onChange={set('maxDevices')}
            optional
            value={draft.maxDevices}
          />
          <TextField
            error={faults.at.get('enrollment.codeLifetime')}
            hint="From 1m to 365d, such as 720h."
            label="Claim codes are good for"
            mono
            onChange={set('codeLifetime')}
            value={draft.codeLifetime}
          />
        </div>
        <TextArea
          error={faults.at.get('enrollment.allowedSerials')}
          hint="One a line. If there are any, devices with other serial numbers wait for approval."
          label="Allowed serial numbers"
          mono
          onChange={set('allowedSerials')}
          optional
          value={draft.allowedSerials}
        />
      </Panel>
      <Panel title="Certificates and roll-out">
        <div className={styles.pair}>
          <TextField
            error={faults.at.get('certificate.lifetime')}
            hint="From 1h to 400d. Devices renew at two thirds of it."
            label="Life of a certificate"
            mono
            onChange={set('certificateLifetime')}
            value={draft.certificateLifetime}
          />
          <TextField
            error={faults.at.get('rollout.steps')}
            hint="Percent of the devices, ascending to 100."
            label="Roll-out steps"
            mono
            onChange={set('steps')}
            value={draft.steps}
          />
          <TextField
            error={faults.at.get('rollout.pauseAboveErrorPercent')}
            hint="Percent of the devices that were told."
            inputMode="numeric"
            label="Pause when more fail than"
            onChange={set('pauseAboveErrorPercent')}
            value={draft.pauseAboveErrorPercent}
          />
        </div>
      </Panel>
    </>
  )
}
