import { Link } from 'react-router'
import { useMe } from '@/api/access'
import { auth } from '@/api/auth'
import { Choice, Menu } from '@/design'
import styles from './AccountMenu.module.css'
import { useTheme, type Theme } from './theme'

const themes: { key: Theme; name: string }[] = [
  { key: 'system', name: 'System' },
  { key: 'light', name: 'Light' },
  { key: 'dark', name: 'Dark' },
]

/** Who is signed in, and what concerns only them. */
export function AccountMenu({ up }: { up?: boolean }) {
  const { data: me } = useMe()
  const [theme, setTheme] = useTheme()
  const name = me?.displayName ?? me?.name ?? '…'
  return (
    <Menu
      button={
        <>
          {/* A picture of the name, not a text: the button is not to be called by it. */}
          <span aria-hidden className={styles.initial} data-initial={name.slice(0, 1).toUpperCase()} />
          <span className={styles.name}>{name}</span>
        </>
      }
      label={`${name}: account`}
      up={up ?? false}
    >
      <p className={styles.email}>{me?.email ?? me?.name}</p>
      <div className={styles.theme}>
        <Choice chosen={theme} label="Theme" onChoose={setTheme} options={themes} />
      </div>
      <Link to="/account">Name and password</Link>
      <Link to="/?all">All tenants</Link>
      {me?.kind === 'administrator' ? <Link to="/platform">Platform</Link> : null}
      <button data-closes onClick={() => void auth().signOut()} type="button">
        Sign out
      </button>
    </Menu>
  )
}
