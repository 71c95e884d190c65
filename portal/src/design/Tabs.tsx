import { useId, type KeyboardEvent, type ReactNode } from 'react'
import styles from './Tabs.module.css'

interface TabsProps<Key extends string> {
  label: string
  tabs: readonly { key: Key; name: string }[]
  chosen: Key
  onChoose: (key: Key) => void
  children: ReactNode
}

/** Parts of a page of which one is shown. */
export function Tabs<Key extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Key>) {
  const id = useId()
  function move(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const now = tabs.findIndex((tab) => tab.key === chosen)
    const next = tabs[(now + step + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onChoose(next.key)
    document.getElementById(`${id}-${next.key}`)?.focus()
  }
  return (
    <div>
      <div aria-label={label} className={styles.tabs} role="tablist">
        {tabs.map((tab) => (
          <button
            aria-controls={`${id}-panel`}
            aria-selected={tab.key === chosen}
            className={styles.tab}
            id={`${id}-${tab.key}`}
            key={tab.key}
            onClick={() => onChoose(tab.key)}
            onKeyDown={move}
            role="tab"
            tabIndex={tab.key === chosen ? 0 : -1}
            type="button"
          >
            {tab.name}
          </button>
        ))}
      </div>
      <div aria-labelledby={`${id}-${chosen}`} id={`${id}-panel`} role="tabpanel">
        {children}
      </div>
    </div>
  )
}

interface ChoiceProps<Key extends string> {
  label: string
  options: readonly { key: Key; name: string }[]
  chosen: Key
  onChoose: (key: Key) => void
}

/** One of a few, all in sight: time ranges, aggregates, themes. */
export function Choice<Key extends string>({ label, options, chosen, onChoose }: ChoiceProps<Key>) {
  const name = useId()
  return (
    <div aria-label={label} className={styles.choice} role="radiogroup">
      {options.map((option) => (
        <label key={option.key}>
          <input
            checked={option.key === chosen}
            name={name}
            onChange={() => onChoose(option.key)}
            type="radio"
            value={option.key}
          />
          {option.name}
        </label>
      ))}
    </div>
  )
}
