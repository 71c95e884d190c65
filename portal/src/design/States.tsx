import type { ReactNode } from 'react'
import { problemOf } from '@/api/problem'
import { Button } from './Button'
import { classes } from './classes'
import styles from './States.module.css'

/** Something comes; the label says what, for those who hear the page. */
export function Loading({ label = 'Loading', lines = 3 }: { label?: string; lines?: number }) {
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div aria-hidden className={styles.bar} key={line} />
      ))}
    </div>
  )
}

/** Nothing is there yet: why, and what to do next. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <div aria-hidden className={styles.mark} />
      <h2>{title}</h2>
      {children ? <div className={styles.text}>{children}</div> : null}
      {action}
    </div>
  )
}

const ways: Record<string, string> = {
  forbidden: 'Ask an owner or an administrator of the tenant for a role that may.',
  'not-found': 'It may have been removed, or it belongs to somebody else. Check the address, or go back to the list.',
  'tenant-suspended': 'It can be read. An administrator of the platform can lift the suspension.',
}

/** Something did not come: what the platform said, what to do, and another try. */
export function Failure({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const problem = problemOf(error)
  const way = ways[problem.type]
  const final = problem.status === 403 || problem.status === 404
  return (
    <div className={classes(styles.state, styles.failed)} role="alert">
      <div aria-hidden className={styles.mark} />
      <h2>{problem.title}</h2>
      <div className={styles.text}>
        <p>{problem.detail}</p>
        {problem.errors.length > 0 ? (
          <ul className={styles.errors}>
            {problem.errors.map((one) => (
              <li key={one.field + one.message}>
                {one.field ? `${one.field}: ` : ''}
                {one.message}
              </li>
            ))}
          </ul>
        ) : null}
        {way ? <p>{way}</p> : null}
      </div>
      {retry && !final ? <Button onClick={() => void retry()}>Try again</Button> : null}
    </div>
  )
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  loading?: ReactNode
  /** Shown instead of the children when the data is there and says nothing. */
  empty?: { when: (data: T) => boolean; show: ReactNode }
  children: (data: T) => ReactNode
}

/** The answer of a query in its four states. Data that came once stays while a later refresh fails. */
export function Loaded<T>({ query, loading, empty, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return empty?.when(query.data) ? empty.show : children(query.data)
  }
  if (query.error) return <Failure error={query.error} retry={() => query.refetch()} />
  return loading ?? <Loading />
}
