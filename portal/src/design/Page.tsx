import { useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import { classes } from './classes'
import styles from './Page.module.css'

interface PageProps {
  /** The heading, and the browser's title. */
  title: string
  lead?: ReactNode
  /** Beside the heading: a badge. */
  aside?: ReactNode
  /** Where it belongs: a link above the heading. */
  back?: { to: string; label: string }
  actions?: ReactNode
  narrow?: boolean
  children: ReactNode
}

export function Page({ title, lead, aside, back, actions, narrow, children }: PageProps) {
  return (
    <div className={classes(styles.page, narrow && styles.narrow)}>
      <title>{`${title} · Millwright`}</title>
      <header className={styles.head}>
        <div className={styles.words}>
          {back ? (
            <Link className={styles.crumb} to={back.to}>
              ← {back.label}
            </Link>
          ) : null}
          <div className={styles.title}>
            <h1>{title}</h1>
            {aside}
          </div>
          {lead ? <p className={styles.lead}>{lead}</p> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

/** A part of a page with a heading. `flush` lets a table reach its edges. */
export function Panel({ title, actions, flush, children }: { title: string; actions?: ReactNode; flush?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.panel}>
      <div className={styles.panelHead}>
        <h2 id={id}>{title}</h2>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      <div className={classes(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  )
}
