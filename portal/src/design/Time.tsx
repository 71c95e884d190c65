import { useEffect, useState } from 'react'
import styles from './Facts.module.css'
import { dateTime, relative } from './format'

/** A moment, said relative to now; the exact one is in the title. */
export function Ago({ at }: { at: string | null | undefined }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  if (!at) return <>–</>
  return (
    <time className={styles.time} dateTime={at} title={dateTime(at)}>
      {relative(Date.parse(at), now)}
    </time>
  )
}

/** A moment in the reader's own time zone. */
export function When({ at }: { at: string | null | undefined }) {
  if (!at) return <>–</>
  return (
    <time className={styles.time} dateTime={at}>
      {dateTime(at)}
    </time>
  )
}
