import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes'
import { Notice } from './Notice'
import { problemOf } from '@/api/problem'
import styles from './Form.module.css'

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  /** The fields by name; the page does not reload. */
  onSubmit: (values: FormData) => void
  /** Why the last try failed, shown above the fields. */
  error?: unknown
  wide?: boolean
}

/** A form. Errors of single fields belong to the fields: `problemOf(error).of('name')`. */
export function Form({ onSubmit, error, wide, children, ...form }: FormProps) {
  return (
    <form
      noValidate
      {...form}
      className={classes(styles.form, wide && styles.wide)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget))
      }}
    >
      {error ? <FormProblem error={error} /> : null}
      {children}
    </form>
  )
}

export function FormProblem({ error }: { error: unknown }) {
  const problem = problemOf(error)
  return (
    <Notice title={problem.title} tone="bad">
      {problem.detail}
      {problem.retryAfter ? ` Try again in ${String(problem.retryAfter)} s.` : ''}
    </Notice>
  )
}

export function Actions({ children, end }: { children: ReactNode; end?: boolean }) {
  return <div className={classes(styles.actions, end && styles.end)}>{children}</div>
}
