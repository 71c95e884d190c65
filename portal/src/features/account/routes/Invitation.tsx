import { useState } from 'react'
import { Link } from 'react-router'
import { problemOf } from '@/api/problem'
import { auth } from '@/api/auth'
import type { Schema } from '@/api/paths'
import { Button, Form, Loaded, TextField } from '@/design'
import { useAcceptInvitation, useInvitation } from '../api/invitation'
import { openSession } from '../api/session'
import { Gate } from '../components/Gate'
import { leave } from '../components/leave'
import { useLinkToken } from '../components/LinkToken'
import { NewPassword, passwordFault } from '../components/passwords'

export function Component() {
  const token = useLinkToken()
  const invitation = useInvitation(token)
  if (!token) {
    return (
      <Gate foot={<Link to="/login">Sign in</Link>} title="Invitation">
        <p>This page needs the link from our mail. Open it from there, whole.</p>
      </Gate>
    )
  }
  return invitation.data ? (
    <Accept invitation={invitation.data} token={token} />
  ) : (
    <Gate foot={<Link to="/login">Sign in</Link>} title="Invitation">
      <Loaded query={invitation}>{() => null}</Loaded>
    </Gate>
  )
}

function Accept({ invitation, token }: { invitation: Schema<'InvitationShown'>; token: string }) {
  const accept = useAcceptInvitation()
  const [fault, setFault] = useState<string>()
  const problem = accept.error ? problemOf(accept.error) : undefined
  const name = invitation.tenantName ?? invitation.tenant
  const enter = async (tenant: string, password?: string) => {
    // A new account is signed in with what was just typed; if that fails, the sign-in page asks.
    if (password) await openSession({ email: invitation.email, password }).catch(() => undefined)
    await auth().forget()
    leave(`/t/${tenant}`)
  }
  return (
    <Gate
      lead={
        <>
          You are invited to be <strong>{invitation.role}</strong> of <strong>{name}</strong>
          {invitation.sites.length > 0 ? `, for ${invitation.sites.join(', ')}` : ''}, as {invitation.email}.
        </>
      }
      title={`Join ${name}`}
    >
      <Form
        error={accept.error}
        onSubmit={(values) => {
          if (invitation.account) {
            accept.mutate({ token }, { onSuccess: ({ tenant }) => void enter(tenant) })
            return
          }
          const password = String(values.get('password'))
          setFault(passwordFault(password))
          if (passwordFault(password)) return
          accept.mutate(
            { token, name: String(values.get('name')).trim(), password },
            { onSuccess: ({ tenant }) => void enter(tenant, password) },
          )
        }}
      >
        {invitation.account ? (
          <p>There is an account for this address: you join with it.</p>
        ) : (
          <>
            <TextField autoComplete="name" error={problem?.of('name')} label="Your name" name="name" required />
            <NewPassword error={fault ?? problem?.of('password')} />
          </>
        )}
        <Button busy={accept.isPending || accept.isSuccess} type="submit" variant="primary">
          {invitation.account ? 'Join' : 'Create account and join'}
        </Button>
      </Form>
    </Gate>
  )
}
