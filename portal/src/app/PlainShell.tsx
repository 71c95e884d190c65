import { Link, Outlet } from 'react-router'
import { useMe } from '@/api/access'
import { Brand } from '@/design'
import { AccountMenu } from './AccountMenu'
import styles from './PlainShell.module.css'

/** The frame of pages outside of tenants. */
export function PlainShell() {
  const { data: me } = useMe()
  return (
    <>
      <header className={styles.bar}>
        <Link className={styles.brand} to="/?all">
          <Brand />
        </Link>
        <nav aria-label="Main" className={styles.nav}>
          <Link to="/?all">Tenants</Link>
          {me?.kind === 'administrator' ? <Link to="/platform">Platform</Link> : null}
        </nav>
        <div className={styles.account}>
          <AccountMenu />
        </div>
      </header>
      <main className={styles.main}>
        <Outlet />
      </main>
    </>
  )
}
