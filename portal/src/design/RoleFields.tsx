import { useState } from 'react'
import { roles } from '@/api/roles'
import { CheckField, SelectField } from './Field'
import styles from './Form.module.css'

interface RoleFieldsProps {
  /** What the fields begin with. */
  grant: { role: string; sites: readonly string[] }
  /** Whether the reader may hand out the highest role. */
  mayOwn: boolean
  /** What there is to choose from; empty while there is none. */
  allSites: readonly { name: string; displayName?: string | undefined }[]
  error?: string | undefined
}

const wholeTenant = new Set(['owner', 'admin', 'billing'])

/** A role, and the sites it is shut into: fields `role` and `sites` of the form around. */
export function RoleFields({ grant, mayOwn, allSites, error }: RoleFieldsProps) {
  const [chosen, setChosen] = useState(grant.role)
  const [some, setSome] = useState(grant.sites.length > 0)
  const offered = roles.filter((one) => mayOwn || one.role !== 'owner')
  return (
    <>
      <SelectField
        error={error}
        hint={roles.find((one) => one.role === chosen)?.what}
        label="Role"
        name="role"
        onChange={(event) => setChosen(event.target.value)}
        value={chosen}
      >
        {offered.map((one) => (
          <option key={one.role} value={one.role}>
            {one.role}
          </option>
        ))}
      </SelectField>
      {allSites.length > 0 && !wholeTenant.has(chosen) ? (
        <>
          <CheckField checked={some} label="Only for some sites" onChange={(event) => setSome(event.target.checked)} />
          {some ? (
            <fieldset className={styles.choices}>
              <legend className="visually-hidden">Sites</legend>
              {allSites.map((site) => (
                <CheckField
                  defaultChecked={grant.sites.includes(site.name)}
                  key={site.name}
                  label={site.displayName ?? site.name}
                  name="sites"
                  value={site.name}
                />
              ))}
            </fieldset>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** What the fields say. */
export function grantOf(values: FormData): { role: string; sites: string[] } {
  return { role: String(values.get('role')), sites: values.getAll('sites').map(String) }
}
