import type { Fleet, Site } from '@/api/plant'
import { SelectField, TextField } from '@/design'
import { STATES, stateName } from '../model/state'
import { selectionOf, type Selection } from '../model/selection'
import styles from './Devices.module.css'

interface DeviceFilterProps {
  selection: Selection
  fleets: readonly Fleet[]
  sites: readonly Site[]
  onChange: (selection: Selection) => void
}

/** Which devices are listed. */
export function DeviceFilter({ selection, fleets, sites, onChange }: DeviceFilterProps) {
  return (
    <div aria-label="Filter" className={styles.filter} role="search">
      <TextField
        label="Find"
        onChange={(event) => onChange({ ...selection, text: event.target.value })}
        placeholder="Serial, model or id"
        type="search"
        value={selection.text}
      />
      <SelectField
        label="State"
        onChange={(event) => onChange({ ...selection, state: selectionOf(new URLSearchParams({ state: event.target.value })).state })}
        value={selection.state}
      >
        <option value="">Any</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {stateName(state)}
          </option>
        ))}
      </SelectField>
      <SelectField label="Fleet" onChange={(event) => onChange({ ...selection, fleet: event.target.value })} value={selection.fleet}>
        <option value="">Any</option>
        {fleets.map((fleet) => (
          <option key={fleet.name} value={fleet.name}>
            {fleet.name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Site" onChange={(event) => onChange({ ...selection, site: event.target.value })} value={selection.site}>
        <option value="">Any</option>
        {sites.map((site) => (
          <option key={site.name} value={site.name}>
            {site.displayName ?? site.name}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
