import { useState } from 'react'

/**
 * The token of a link from a mail. It stands behind the #, which no server sees, and goes from the address bar at once, so
 * that it stays in no history.
 */
export function useLinkToken(): string {
  const [token] = useState(() => {
    const found = new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
    if (found) history.replaceState(history.state, '', location.pathname + location.search)
    return found
  })
  return token
}
