import { useState } from 'react'
import { problemOf } from '@/api/problem'
import type { Site } from '@/api/plant'
import { Actions, Button, Dialog, Form, SelectField, TextField } from '@/design'
import { changed } from '../model/changes'
import { newFleet, type FleetDraft } from '../model/draft'
import { helpFor, isProtocol, PROTOCOLS } from '../model/protocol'
import { faultsOf } from '../model/validation'

interface NewFleetDialogProps {
  sites: readonly Site[]
  site: string | undefined
  busy: boolean
  error: unknown
  onCreate: (draft: FleetDraft) => void
  onClose: () => void
}

/** A name, a site and what the machines speak; connections and tags come after it, on the fleet's own page. */
export function NewFleetDialog({ sites, site, busy, error, onCreate, onClose }: NewFleetDialogProps) {
  const [draft, setDraft] = useState(() => newFleet(site ?? sites[0]?.name ?? ''))
  const [protocol, setProtocol] = useState('modbus-tcp')
  const [tried, setTried] = useState(false)
  const problem = error ? problemOf(error) : undefined
  const own = tried ? faultsOf(draft) : []
  const wrong = (field: string) =>
    own.find((fault) => fault.field === field)?.message ?? problem?.errors.find((one) => one.field === field)?.message

  function create() {
    setTried(true)
    const begun = isProtocol(protocol) ? changed(draft, { act: 'add-connection', protocol }) : draft
    if (faultsOf(begun).length === 0) onCreate(begun)
  }

  return (
    <Dialog onClose={onClose} title="New fleet">
      <Form error={problem} onSubmit={create} wide>
        <TextField
          autoComplete="off"
          error={wrong('name')}
          hint="Lower-case letters, digits and '-', such as press-line."
          label="Name"
          mono
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          value={draft.name}
        />
        <SelectField
          error={wrong('siteRef')}
          hint="It cannot change: certificates and topics carry the site."
          label="Site"
          onChange={(event) => setDraft({ ...draft, siteRef: event.target.value })}
          value={draft.siteRef}
        >
          {sites.map((one) => (
            <option key={one.name} value={one.name}>
              {one.displayName ?? one.name}
            </option>
          ))}
        </SelectField>
        <SelectField
          hint="Begins with one connection of this protocol; more can be added."
          label="The machines speak"
          onChange={(event) => setProtocol(event.target.value)}
          value={protocol}
        >
          {PROTOCOLS.filter((one) => helpFor(one).read).map((one) => (
            <option key={one} value={one}>
              {helpFor(one).name}
            </option>
          ))}
          <option value="">Something else: decide later</option>
        </SelectField>
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={busy} type="submit" variant="primary">
            Create fleet
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
