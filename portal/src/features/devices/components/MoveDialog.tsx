import { useState } from 'react'
import type { Device, Fleet } from '@/api/plant'
import { Actions, Button, Dialog, Form, SelectField } from '@/design'

interface MoveDialogProps {
  device: Device
  fleets: readonly Fleet[]
  busy: boolean
  error: unknown
  onMove: (fleet: string) => void
  onClose: () => void
}

/** Another fleet for the device; its id and what it measured stay. */
export function MoveDialog({ device, fleets, busy, error, onMove, onClose }: MoveDialogProps) {
  const others = fleets.filter((fleet) => fleet.name !== device.fleet)
  const [fleet, setFleet] = useState(others[0]?.name ?? '')
  return (
    <Dialog onClose={onClose} title={`Move ${device.serial || device.id}`}>
      <Form error={error} onSubmit={() => (fleet ? onMove(fleet) : undefined)} wide>
        {others.length === 0 ? (
          <p>There is no other fleet to move it to.</p>
        ) : (
          <>
            <p>
              It belongs to the other fleet and its site from the next renewal of its certificate on. Its id stays, and so does
              what it measured.
            </p>
            <SelectField label="To fleet" onChange={(event) => setFleet(event.target.value)} value={fleet}>
              {others.map((one) => (
                <option key={one.name} value={one.name}>
                  {`${one.name} (${one.siteRef})`}
                </option>
              ))}
            </SelectField>
          </>
        )}
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={busy} disabled={others.length === 0} type="submit" variant="primary">
            Move device
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
