import { useState } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const kept = 'millwright.theme' // public/theme.js reads it before the first paint

function read(): Theme {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** The theme that was chosen in this browser; `system` follows the machine. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(read)
  return [
    theme,
    (next) => {
      if (next === 'system') delete document.documentElement.dataset.theme
      else document.documentElement.dataset.theme = next
      try {
        if (next === 'system') localStorage.removeItem(kept)
        else localStorage.setItem(kept, next)
      } catch {
        // A browser that keeps nothing still shows it until it is closed.
      }
      setTheme(next)
    },
  ]
}
