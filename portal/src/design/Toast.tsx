import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react'
import styles from './Toast.module.css'

const Say = createContext<(text: string) => void>(() => undefined)
const stays = 5_000

/** Says shortly that something was done. What went wrong stays on the page instead. */
export function useToast(): (text: string) => void {
  return useContext(Say)
}

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<{ id: number; text: string }[]>([])
  const next = useRef(0)
  const say = useCallback((text: string) => {
    const id = next.current++
    setToasts((now) => [...now, { id, text }])
    setTimeout(() => setToasts((now) => now.filter((one) => one.id !== id)), stays)
  }, [])
  return (
    <Say value={say}>
      {children}
      <div aria-live="polite" className={styles.region} role="status">
        {toasts.map((toast) => (
          <div className={styles.toast} key={toast.id}>
            {toast.text}
          </div>
        ))}
      </div>
    </Say>
  )
}
