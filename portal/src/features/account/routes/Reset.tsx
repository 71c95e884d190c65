import { useState } from 'react'
import { Link } from 'react-router'
import { problemOf } from '@/api/problem'
import { Button, Form, LinkButton, TextField } from '@/design'
import { useAskReset, useCompleteReset } from '../api/reset'
import { Gate } from '../components/Gate'
import { LaptopMail } from '../components/LaptopMail'
import { useLinkToken } from '../components/LinkToken'
import { NewPassword, passwordFault } from '../components/passwords'

export function Component() {
  const token = useLinkToken()
  return token ? <Complete token={token} /> : <Ask />
}

function Ask() {
  const ask = useAskReset()
  if (ask.isSuccess) {
    return (
      <Gate foot={<Link to="/login">Sign in</Link>} title="Look into your mail">
        <p>
          If there is an account for <strong>{ask.variables}</strong>, a link to set a new password is on its way. It is good for one hour.
        </p>
        <LaptopMail />
      </Gate>
    )
  }
  return (
    <Gate foot={<Link to="/login">Back to sign-in</Link>} lead="We send a link that lets you set a new one." title="Forgot the password?">
      <Form error={ask.error} onSubmit={(values) => ask.mutate(String(values.get('email')).trim())}>
        <TextField
          autoComplete="username"
          error={ask.error ? problemOf(ask.error).of('email') : undefined}
          label="E-mail address"
          name="email"
          required
          type="email"
        />
        <Button busy={ask.isPending} type="submit" variant="primary">
          Send the link
        </Button>
      </Form>
    </Gate>
  )
}

function Complete({ token }: { token: string }) {
  const complete = useCompleteReset()
  const [fault, setFault] = useState<string>()
  if (complete.isSuccess) {
    return (
      <Gate lead="Every session that was open has ended." title="The password is changed">
        <LinkButton to="/login" variant="primary">
          Sign in
        </LinkButton>
      </Gate>
    )
  }
  return (
    <Gate foot={<Link to="/reset" reloadDocument>Ask for another link</Link>} title="Set a new password">
      <Form
        error={complete.error}
        onSubmit={(values) => {
          const password = String(values.get('password'))
          setFault(passwordFault(password))
          if (!passwordFault(password)) complete.mutate({ token, password })
        }}
      >
        <NewPassword error={fault ?? (complete.error ? problemOf(complete.error).of('password') : undefined)} />
        <Button busy={complete.isPending} type="submit" variant="primary">
          Set password
        </Button>
      </Form>
    </Gate>
  )
}
