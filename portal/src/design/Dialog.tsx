import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './Button'
import { classes } from './classes'
import styles from './Dialog.module.css'
import { TextField } from './Field'
import { Actions, Form } from './Form'

interface DialogProps {
  title: string
  onClose: () => void
  wide?: boolean
  children: ReactNode
}

/**
 * A modal dialog; it is open as long as it is rendered. The browser keeps the focus inside and gives it back after: only from a
 * dialog that is closed before it is taken out of the page, so this may not wait until after the paint.
 */
export function Dialog({ title, onClose, wide, children }: DialogProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      aria-labelledby={id}
      className={classes(styles.dialog, wide && styles.wide)}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // A second Escape in a row closes it whatever onCancel says, for instance where codes are shown that nobody sees again.
      onClose={() => {
        if (dialog.current?.isConnected && !dialog.current.open) dialog.current.showModal()
      }}
      ref={dialog}
    >
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <button aria-label="Close" className={styles.close} onClick={onClose} type="button">
          ×
        </button>
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}

interface ConfirmProps {
  title: string
  /** What happens, and whether it can be taken back. */
  children: ReactNode
  /** The name of the act: the button's text. */
  action: string
  busy?: boolean
  error?: unknown
  /** A word that has to be typed first, for what cannot be undone. */
  typed?: string
  onConfirm: () => void
  onClose: () => void
}

export function Confirm({ title, children, action, busy, error, typed, onConfirm, onClose }: ConfirmProps) {
  const [text, setText] = useState('')
  const ready = typed === undefined || text === typed
  return (
    <Dialog onClose={onClose} title={title}>
      <Form error={error} onSubmit={() => (ready && !busy ? onConfirm() : undefined)} wide>
        <div>{children}</div>
        {typed === undefined ? null : (
          <TextField
            autoComplete="off"
            label={`Type ${typed} to confirm`}
            mono
            onChange={(event) => setText(event.target.value)}
            value={text}
          />
        )}
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={busy ?? false} disabled={!ready} type="submit" variant="danger">
            {action}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
