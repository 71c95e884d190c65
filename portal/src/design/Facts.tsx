import { useState, type ReactNode } from 'react'
import { Button } from './Button'
import styles from './Facts.module.css'
import { useToast } from './Toast'

/** Names and values of one thing. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <FactPair key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function FactPair({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value ?? '–'}</dd>
    </>
  )
}

/** Figures side by side; children are `Figure`. */
export function Figures({ children, label }: { children: ReactNode; label: string }) {
  return (
    <div aria-label={label} className={styles.figures} role="group">
      {children}
    </div>
  )
}

export function Figure({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={styles.figure}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>{value}</div>
      {note ? <div className={styles.note}>{note}</div> : null}
    </div>
  )
}

/** Something to take along: it is shown whole and can be copied. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const say = useToast()
  const [failed, setFailed] = useState(false)
  return (
    <div>
      <div className={styles.copy}>
        <output aria-label={label} className={styles.secret}>
          {text}
        </output>
        <Button
          onClick={() => {
            navigator.clipboard.writeText(text).then(
              () => say(`${label} copied.`),
              () => setFailed(true),
            )
          }}
        >
          Copy
        </Button>
      </div>
      {failed ? <p className={styles.note}>The browser did not allow it: select the text and copy it.</p> : null}
    </div>
  )
}

/** How far something is, from 0 to `max`. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <div className={styles.track}>
      <progress aria-label={label} max={max} value={value} />
    </div>
  )
}
