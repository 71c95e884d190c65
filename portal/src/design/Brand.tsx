import styles from './Brand.module.css'

/** The mark and the name. */
export function Brand({ large }: { large?: boolean }) {
  return (
    <span className={large ? styles.large : styles.brand}>
      <svg aria-hidden className={styles.mark} viewBox="0 0 32 32">
        <rect className={styles.plate} height="32" rx="7" width="32" />
        <path className={styles.letter} d="M7 24V9l9 9 9-9v15" />
        <circle className={styles.rivet} cx="16" cy="24" r="2.2" />
      </svg>
      Millwright
    </span>
  )
}
