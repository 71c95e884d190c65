import { useSyncExternalStore } from 'react'

const query = '(width < 40rem)'

function subscribe(changed: () => void) {
  const media = globalThis.matchMedia?.(query)
  media?.addEventListener('change', changed)
  return () => media?.removeEventListener('change', changed)
}

/** Whether the page is as narrow as a telephone: a drawing that only shrinks cannot be read there. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => globalThis.matchMedia?.(query).matches ?? false)
}
