import { useId, useState, type ComponentProps, type ReactNode } from 'react'
import { classes } from './classes'
import styles from './Field.module.css'

interface Around {
  label: string
  hint?: ReactNode
  /** What is wrong with the value: a sentence. */
  error?: string | undefined
  /** Names and addresses that people compare letter by letter. */
  mono?: boolean
}

function useTexts(hint: ReactNode, error: string | undefined) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { id, aria: { 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined } }
}

function Frame({ id, label, hint, error, optional, children }: Around & { id: string; optional: boolean; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional ? <span className={styles.optional}> (optional)</span> : null}
      </label>
      {children}
      {hint ? (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <div className={styles.error} id={`${id}-error`}>
          {error}
        </div>
      ) : null}
    </div>
  )
}

export function TextField({ label, hint, error, mono, optional, className, ...input }: Around & { optional?: boolean } & ComponentProps<'input'>) {
  const { id, aria } = useTexts(hint, error)
  return (
    <Frame error={error} hint={hint} id={id} label={label} optional={optional ?? false}>
      <input id={id} {...aria} {...input} className={classes(styles.input, mono && styles.mono, className)} />
    </Frame>
  )
}

export function PasswordField({ label, hint, error, ...input }: Around & ComponentProps<'input'>) {
  const { id, aria } = useTexts(hint, error)
  const [shown, show] = useState(false)
  return (
    <Frame error={error} hint={hint} id={id} label={label} optional={false}>
      <div className={styles.with}>
        <input id={id} {...aria} {...input} className={styles.input} type={shown ? 'text' : 'password'} />
        <button aria-label={`${shown ? 'Hide' : 'Show'} the password`} className={styles.show} onClick={() => show(!shown)} type="button">
          {shown ? 'Hide' : 'Show'}
        </button>
      </div>
    </Frame>
  )
}

export function TextArea({ label, hint, error, mono, optional, ...input }: Around & { optional?: boolean } & ComponentProps<'textarea'>) {
  const { id, aria } = useTexts(hint, error)
  return (
    <Frame error={error} hint={hint} id={id} label={label} optional={optional ?? false}>
      <textarea id={id} {...aria} {...input} className={classes(styles.input, mono && styles.mono)} />
    </Frame>
  )
}

export function SelectField({ label, hint, error, mono, children, ...select }: Around & ComponentProps<'select'>) {
  const { id, aria } = useTexts(hint, error)
  return (
    <Frame error={error} hint={hint} id={id} label={label} optional={false}>
      <select id={id} {...aria} {...select} className={classes(styles.input, mono && styles.mono)}>
        {children}
      </select>
    </Frame>
  )
}

export function CheckField({ label, hint, ...input }: { label: ReactNode; hint?: ReactNode } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className={styles.check}>
      <input id={id} type="checkbox" {...input} aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <div className={styles.hint} id={`${id}-hint`}>
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  )
}
