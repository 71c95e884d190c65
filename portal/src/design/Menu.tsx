import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { classes } from './classes'
import styles from './Menu.module.css'

interface MenuProps {
  /** The name of the button for those who do not see its content. */
  label: string
  button: ReactNode
  /** Opens upwards, for menus at the foot of the page. */
  up?: boolean
  /** Links and buttons. */
  children: ReactNode
}

/** A button that shows more; it closes by Escape, by a choice, and when the focus leaves. */
export function Menu({ label, button, up, children }: MenuProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const menu = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const element = menu.current
    const outside = (event: Event) => {
      if (event.target instanceof Node && !element?.contains(event.target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      trigger.current?.focus()
    }
    const chosen = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('a, [data-closes]')) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', escape)
    element?.addEventListener('click', chosen)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', escape)
      element?.removeEventListener('click', chosen)
    }
  }, [open])
  return (
    <div className={styles.menu} ref={menu}>
      <button
        aria-controls={id}
        aria-expanded={open}
        aria-label={label}
        className={styles.button}
        onClick={() => setOpen(!open)}
        ref={trigger}
        type="button"
      >
        {button}
      </button>
      <div className={classes(styles.list, up ? styles.up : styles.down)} hidden={!open} id={id}>
        {children}
      </div>
    </div>
  )
}
