import { useEffect, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { auth } from '@/api/auth'
import { Failure, Loading } from '@/design'

/** Everything below needs a token: without one the page goes to sign in, and comes back here. */
export function SignedInOnly() {
  const location = useLocation()
  const [state, setState] = useState<'asking' | 'in' | { error: unknown }>('asking')
  const here = location.pathname + location.search
  useEffect(() => {
    if (state !== 'asking') return
    let ended = false
    auth()
      .token()
      .then((token) => (ended ? undefined : token ? setState('in') : auth().signIn(here)))
      .catch((error: unknown) => (ended ? undefined : setState({ error })))
    return () => {
      ended = true
    }
  }, [state, here])
  if (state === 'in') return <Outlet />
  if (state === 'asking') return <Loading label="Signing in" />
  return <Failure error={state.error} retry={() => setState('asking')} />
}
