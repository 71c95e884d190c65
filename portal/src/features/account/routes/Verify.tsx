import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { Failure, LinkButton, Loading } from '@/design'
import { useVerify } from '../api/verify'
import { Gate } from '../components/Gate'
import { useLinkToken } from '../components/LinkToken'

export function Component() {
  const token = useLinkToken()
  const verify = useVerify()
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current || !token) return
    begun.current = true // the link is good once
    verify.mutate(token)
  }, [token, verify])

  if (!token) {
    return (
      <Gate foot={<Link to="/signup">Create an account</Link>} title="Confirm your address">
        <p>This page needs the link from our mail. Open it from there, whole.</p>
      </Gate>
    )
  }
  return (
    <Gate title={verify.isSuccess ? 'Your address is confirmed' : 'Confirm your address'}>
      {verify.isSuccess ? (
        <>
          <p>Sign in, and create your first tenant.</p>
          <LinkButton to="/login" variant="primary">
            Sign in
          </LinkButton>
        </>
      ) : verify.error ? (
        <>
          <Failure error={verify.error} />
          <LinkButton to="/signup">Sign up again for a new link</LinkButton>
        </>
      ) : (
        <Loading label="Confirming the address" lines={2} />
      )}
    </Gate>
  )
}
