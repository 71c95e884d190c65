import { useState } from 'react'
import { askedParameters } from '@/api/placeholder'
import type { Fleet } from '@/api/plant'
import { problemOf } from '@/api/problem'
import { Actions, Button, Dialog, Form, TextField } from '@/design'
import { orderFaults, orderOf, type Order, type OrderDraft } from '../model/order'
import styles from './ClaimCodes.module.css'

interface MintDialogProps {
  fleet: Fleet
  busy: boolean
  error: unknown
  onMint: (order: Order) => void
  onClose: () => void
}

/** How many codes, for how long, and what they bring along. */
export function MintDialog({ fleet, busy, error, onMint, onClose }: MintDialogProps) {
  const asked = askedParameters(fleet)
  const [draft, setDraft] = useState<OrderDraft>({
    count: '1',
    life: '',
    parameters: Object.fromEntries(asked.map((name) => [name, ''])),
  })
  const [tried, setTried] = useState(false)
  const problem = error ? problemOf(error) : undefined
  const own = tried ? orderFaults(draft) : []
  const wrong = (field: string) =>
    own.find((fault) => fault.field === field)?.message ?? problem?.errors.find((one) => one.field === field)?.message

  function mint() {
    setTried(true)
    if (orderFaults(draft).length === 0) onMint(orderOf(draft))
  }

  return (
    <Dialog onClose={onClose} title="New claim codes">
      <Form error={problem} onSubmit={mint} wide>
        <div className={styles.pair}>
          <TextField
            error={wrong('count')}
            hint="Each lets one device in, once."
            inputMode="numeric"
            label="How many"
            onChange={(event) => setDraft({ ...draft, count: event.target.value })}
            value={draft.count}
          />
          <TextField
            error={wrong('expiresIn')}
            hint="Such as 24h or 30d."
            label="Good for"
            mono
            onChange={(event) => setDraft({ ...draft, life: event.target.value })}
            optional
            placeholder={fleet.enrollment.codeLifetime ?? ''}
            value={draft.life}
          />
        </div>
        {asked.length > 0 ? (
          <>
            <p className={styles.note}>
              The fleet asks each device for {asked.length === 1 ? 'a value' : 'values'}. Given here, the code brings{' '}
              {asked.length === 1 ? 'it' : 'them'} along; left empty, whoever enrolls the device gives{' '}
              {asked.length === 1 ? 'it' : 'them'}.
            </p>
            {asked.map((name) => (
              <TextField
                autoComplete="off"
                error={wrong(`parameters.${name}`)}
                key={name}
                label={`Value of ${name}`}
                mono
                onChange={(event) =>
                  setDraft({ ...draft, parameters: { ...draft.parameters, [name]: event.target.value } })
                }
                optional
                placeholder={name === 'plc' ? '10.0.0.5:502' : undefined}
                value={draft.parameters[name] ?? ''}
              />
            ))}
          </>
        ) : null}
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={busy} type="submit" variant="primary">
            Make codes
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
