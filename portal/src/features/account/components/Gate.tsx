import type { ReactNode } from 'react'
import { Brand } from '@/design'
import styles from './Gate.module.css'

interface GateProps {
  title: string
  lead?: ReactNode
  children?: ReactNode
  /** Links to the neighbours of the page. */
  foot?: ReactNode
}

/** The frame of the pages before the portal: sign-in, sign-up and the links from mails. */
export function Gate({ title, lead, children, foot }: GateProps) {
  return (
    <div className={styles.gate}>
      <title>{`${title} · Millwright`}</title>
      <header className={styles.side}>
        <Brand large />
        <p className={styles.claim}>Every machine you run, heard, kept and accounted for.</p>
        <svg aria-hidden className={styles.trace} preserveAspectRatio="none" viewBox="0 0 400 80">
          <path className={styles.grid} d="M0 20H400M0 40H400M0 60H400" />
          <path d="M0 52l14-3 12 6 16-9 10 4 14-18 9 30 12-40 11 34 13-10 18 4 14-8 16 6 12-5 15 9 14-26 9 36 12-42 10 32 16-9 20 5 14-7 18 4 12-6 20 8 14-4 16 5 24-6" vectorEffect="non-scaling-stroke" />
        </svg>
      </header>
      <main className={styles.main}>
        <div className={styles.box}>
          <div>
            <h1>{title}</h1>
            {lead ? <p className={styles.lead}>{lead}</p> : null}
          </div>
          {children}
          {foot ? <div className={styles.foot}>{foot}</div> : null}
        </div>
      </main>
    </div>
  )
}
