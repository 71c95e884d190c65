import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './Badge.module.css'
import type { Tone } from './Notice'

/** A state in a word. The dot's shape repeats the tone for those who do not see the colour; `plain` has none. */
export function Badge({ tone, plain, children }: { tone?: Tone | undefined; plain?: boolean; children: ReactNode }) {
  return <span className={classes(styles.badge, tone && styles[tone], plain && styles.plain)}>{children}</span>
}

/** Whether the operator has done all that something needs. */
export function ReadyBadge({ ready }: { ready: boolean }) {
  return <Badge tone={ready ? 'good' : 'warn'}>{ready ? 'Ready' : 'Not ready'}</Badge>
}
