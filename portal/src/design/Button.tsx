import type { ComponentProps } from 'react'
import { Link, type LinkProps } from 'react-router'
import styles from './Button.module.css'
import { classes } from './classes'

interface Look {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  small?: boolean
}

interface ButtonProps extends Look, ComponentProps<'button'> {
  /** Work is under way: it shows, and a second press does nothing. */
  busy?: boolean
}

export function Button({ variant = 'secondary', small, busy, type, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      // Not disabled while busy: a disabled button loses the focus that the person has put there.
      aria-disabled={busy || undefined}
      className={classes(styles.button, styles[variant], small && styles.small, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      type={type ?? 'button'}
    >
      {busy ? <span aria-hidden className={styles.wheel} /> : null}
      {children}
    </button>
  )
}

/** A link that looks like a button, for what leads somewhere. */
export function LinkButton({ variant = 'secondary', small, className, ...rest }: Look & LinkProps) {
  return (
    <Link
      {...rest}
      className={classes(styles.button, styles[variant], small && styles.small, className as string | undefined)}
    />
  )
}
