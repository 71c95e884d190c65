import type { ReactNode } from 'react'
import styles from './Handle.module.css'

/** What the API calls something, below what people call it. */
export function Handle({ children }: { children: ReactNode }) {
  return <span className={styles.handle}>{children}</span>
}
