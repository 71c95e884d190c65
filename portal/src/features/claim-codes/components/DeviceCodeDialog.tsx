import { useState } from 'react'
import { askedParameters } from '@/api/placeholder'
import type { Fleet } from '@/api/plant'
import { problemOf } from '@/api/problem'
import { Actions, Button, Dialog, Form, TextField, useToast } from '@/design'
import { useClaimDeviceCode } from '../api/claimDeviceCode'
import styles from './ClaimCodes.module.css'

/** The other way round: the device shows a code, and a person who stands before it types it here. */
export function DeviceCodeDialog({ tenant, fleet, onClose }: { tenant: string; fleet: Fleet; onClose: () => void }) {
  const claim = useClaimDeviceCode(tenant)
  const [code, setCode] = useState('')
  const [serial, setSerial] = useState('')
  const [parameters, setParameters] = useState<Record<string, string>>({})
  const say = useToast()
  const problem = claim.error ? problemOf(claim.error) : undefined
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value.trim() !== ''))
  return (
    <Dialog onClose={onClose} title="Enter a device's code">
      <Form
        error={problem}
        onSubmit={() =>
          claim.mutate(
            { code: code.trim(), serial: serial.trim(), fleet: fleet.name, ...(Object.keys(given).length > 0 && { parameters: given }) },
            {
              onSuccess: () => {
                say('The device comes in with its next try.')
                onClose()
              },
            },
          )
        }
        wide
      >
        <p className={styles.note}>An agent that was started without a claim code shows a short one. It is good for 15 minutes.</p>
        <TextField
          autoComplete="off"
          error={problem?.of('code')}
          label="Code on the device"
          mono
          onChange={(event) => setCode(event.target.value)}
          value={code}
        />
        <TextField
          autoComplete="off"
          error={problem?.of('serial')}
          hint="As it stands on the device: code and serial have to belong together."
          label="Serial number"
          mono
          onChange={(event) => setSerial(event.target.value)}
          value={serial}
        />
        {askedParameters(fleet).map((name) => (
          <TextField
            autoComplete="off"
            error={problem?.errors.find((one) => one.field === `parameters.${name}`)?.message}
            key={name}
            label={`Value of ${name}`}
            mono
            onChange={(event) => setParameters({ ...parameters, [name]: event.target.value })}
            optional
            value={parameters[name] ?? ''}
          />
        ))}
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={claim.isPending} type="submit" variant="primary">
            Let it in
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
