import { useState } from 'react'
import { Link } from 'react-router'
import { problemOf } from '@/api/problem'
import { Button, Form, TextField } from '@/design'
import { useSignUp } from '../api/signUp'
import { Gate } from '../components/Gate'
import { LaptopMail } from '../components/LaptopMail'
import { NewPassword, passwordFault } from '../components/passwords'

export function Component() {
  const signUp = useSignUp()
  const [fault, setFault] = useState<string>()
  const problem = signUp.error ? problemOf(signUp.error) : undefined
  if (signUp.isSuccess) {
    return (
      <Gate foot={<Link to="/login">Sign in</Link>} title="Look into your mail">
        <p>
          We have written to <strong>{signUp.variables.email}</strong>. The link in the mail confirms the address; it is good for 24 hours. If there is an
          account for the address already, the mail says so.
        </p>
        <LaptopMail />
      </Gate>
    )
  }
  return (
    <Gate
      foot={
        <span>
          You have an account? <Link to="/login">Sign in</Link>
        </span>
      }
      lead="One account for all tenants you own or are invited to."
      title="Create an account"
    >
      <Form
        error={signUp.error}
        onSubmit={(values) => {
          const password = String(values.get('password'))
          setFault(passwordFault(password))
          if (passwordFault(password)) return
          signUp.mutate({ email: String(values.get('email')).trim(), name: String(values.get('name')).trim(), password })
        }}
      >
        <TextField autoComplete="name" error={problem?.of('name')} label="Your name" name="name" required />
        <TextField autoComplete="username" error={problem?.of('email')} label="E-mail address" name="email" required type="email" />
        <NewPassword error={fault ?? problem?.of('password')} />
        <Button busy={signUp.isPending} type="submit" variant="primary">
          Create account
        </Button>
      </Form>
    </Gate>
  )
}
