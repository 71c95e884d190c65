import { useState } from 'react'
import type { Schema } from '@/api/paths'
import { Actions, Button, Copyable, Dialog, Notice, SelectField, When } from '@/design'
import { csv } from '@/design/csv'
import { download } from '@/design/download'
import { counted } from '@/design/quantity'
import { codeRows, enrollCommand, RUN_COMMAND } from '../model/command'
import styles from './ClaimCodes.module.css'
import { QrCode } from './QrCode'

interface ShownCodesProps {
  fleet: string
  codes: readonly Schema<'Shown'>[]
  asked: readonly string[]
  given: Readonly<Record<string, string>>
  onClose: () => void
}

/** The only time that codes are seen. Leaving takes a second press, because there is no way back. */
export function ShownCodes({ fleet, codes, asked, given, onClose }: ShownCodesProps) {
  const [number, setNumber] = useState(0)
  const [leaving, setLeaving] = useState(false)
  const code = codes[number]
  if (!code) return null
  return (
    <Dialog onClose={() => setLeaving(true)} title={codes.length === 1 ? 'The claim code' : `${counted(codes.length, 'claim code')}`} wide>
      <Notice title="Shown once" tone="warn">
        Millwright keeps no claim code: what is not taken along now is gone, and new codes have to be made.
      </Notice>
      {codes.length > 1 ? (
        <Actions>
          <SelectField label="Code" onChange={(event) => setNumber(Number(event.target.value))} value={String(number)}>
            {codes.map((one, index) => (
              <option key={one.id} value={String(index)}>
                {`${String(index + 1)} of ${String(codes.length)}`}
              </option>
            ))}
          </SelectField>
          <Button onClick={() => download(`${fleet}-claim-codes.csv`, 'text/csv', csv(codeRows(codes)))}>
            Download all as CSV
          </Button>
        </Actions>
      ) : null}
      <div className={styles.shown}>
        <QrCode label="Ticket as a QR code" text={code.ticket} />
        <div className={styles.texts}>
          <div>
            <h3>Claim code</h3>
            <Copyable label="Claim code" text={code.code} />
          </div>
          <div>
            <h3>Enroll a device with it</h3>
            <Copyable label="Command" text={enrollCommand(code.ticket, asked, given)} />
            <p className={styles.note}>
              Put the number of the machine for SERIAL. Then <code>{RUN_COMMAND}</code> reads and sends.
            </p>
          </div>
          <p className={styles.note}>
            Good until <When at={code.expiresAt} />, for one device.
          </p>
        </div>
      </div>
      {leaving ? (
        <Notice title="Close without a way back?" tone="bad">
          {codes.length === 1 ? 'The code is not shown again.' : 'The codes are not shown again.'}
        </Notice>
      ) : null}
      <Actions end>
        {leaving ? <Button onClick={() => setLeaving(false)}>Keep it open</Button> : null}
        <Button onClick={leaving ? onClose : () => setLeaving(true)} variant={leaving ? 'danger' : 'primary'}>
          {leaving ? 'Close for good' : 'I have taken it along'}
        </Button>
      </Actions>
    </Dialog>
  )
}
