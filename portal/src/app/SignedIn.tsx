import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { auth } from '@/api/auth'
import { Empty, LinkButton, Loading } from '@/design'

/** Where the authorization server sends people back to. */
export function SignedIn() {
  const navigate = useNavigate()
  const [failed, setFailed] = useState(false)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return // a code is good once
    begun.current = true
    auth()
      .signedIn()
      .then((to) => navigate(to, { replace: true }))
      .catch(() => setFailed(true))
  }, [navigate])
  if (!failed) return <Loading label="Signing in" />
  return (
    <main>
      <title>Sign-in failed · Millwright</title>
      <Empty
        action={
          <LinkButton to="/" variant="primary">
            Sign in again
          </LinkButton>
        }
        title="Signing in did not finish"
      >
        The answer of the sign-in does not belong to a request of this browser tab, or it came too late.
      </Empty>
    </main>
  )
}
