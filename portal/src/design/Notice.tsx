import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './Notice.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'info'

/** Something to know about the page or the form it stands in. A bad one is announced at once. */
export function Notice({ tone = 'info', title, children }: { tone?: Tone; title?: string; children?: ReactNode }) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'bad' ? 'alert' : undefined}>
      {title ? <p className={styles.title}>{title}</p> : null}
      {children ? <div>{children}</div> : null}
    </div>
  )
}
