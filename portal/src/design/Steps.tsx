import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './Steps.module.css'

export interface Step {
  name: string
  state: 'done' | 'active' | 'waiting' | 'failed'
  /** What is being waited for, or what went wrong. */
  text?: ReactNode
}

const said = { done: 'done', active: 'under way', waiting: 'to come', failed: 'failed' }
const drawn = { done: '✓', active: '', waiting: '', failed: '!' }

/** Work that goes on step by step. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol aria-label={label} className={styles.steps}>
      {steps.map((step) => (
        <li className={classes(styles.step, styles[step.state])} key={step.name}>
          <span aria-hidden className={styles.dot}>
            {drawn[step.state]}
          </span>
          <div>
            <div className={styles.name}>
              {step.name}
              <span className="visually-hidden">: {said[step.state]}</span>
            </div>
            {step.text ? <div className={styles.text}>{step.text}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
