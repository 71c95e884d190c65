import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, useLocation, useParams } from 'react-router'
import { useAccess } from '@/api/access'
import { tenantQuery } from '@/api/tenant'
import { AccountMenu } from './AccountMenu'
import { Brand } from '@/design'
import { nav } from './nav'
import styles from './TenantShell.module.css'

/** The frame of a tenant's pages: the rail with what there is, and the page. */
export function TenantShell() {
  const { tenant = '' } = useParams()
  const access = useAccess(tenant)
  const { data } = useQuery(tenantQuery(tenant))
  const location = useLocation()
  const main = useRef<HTMLElement>(null)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (details.current) details.current.open = false
    window.scrollTo?.(0, 0)
  }, [location.pathname])

  const entries = nav
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => !entry.act || access.may(entry.act)) }))
    .filter((group) => group.entries.length > 0)
  const links = (
    <nav aria-label="Tenant" className={styles.nav}>
      {entries.map((group) => (
        <div key={group.name}>
          <h2 className={styles.group}>{group.name}</h2>
          <ul>
            {group.entries.map((entry) => (
              <li key={entry.to}>
                <NavLink className={styles.link ?? ''} end={entry.to === ''} to={`/t/${tenant}${entry.to ? `/${entry.to}` : ''}`}>
                  {entry.name}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={() => main.current?.focus()}>
        Skip to the page
      </a>
      <header className={styles.rail}>
        <div className={styles.top}>
          <Link aria-label="Millwright: all tenants" className={styles.brand} to="/?all">
            <Brand />
          </Link>
          <div className={styles.tenant}>
            <span className={styles.tenantName}>{data?.displayName ?? tenant}</span>
            <span className={styles.tenantId}>{tenant}</span>
          </div>
        </div>
        <div className={styles.wide}>{links}</div>
        <div className={styles.wideAccount}>
          <AccountMenu up />
        </div>
        <details className={styles.narrow} ref={details}>
          <summary>Menu</summary>
          <div className={styles.sheet}>
            {links}
            <AccountMenu />
          </div>
        </details>
      </header>
      <main className={styles.main} id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}
