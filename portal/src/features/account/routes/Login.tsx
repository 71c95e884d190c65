import { Link, useSearchParams } from 'react-router'
import { Button, Form, PasswordField, TextField } from '@/design'
import { useOpenSession } from '../api/session'
import { Gate } from '../components/Gate'
import { leave } from '../components/leave'

/** Only the authorization server of this origin is continued to, wherever the address came from. */
export function continuation(asked: string | null): string {
  return asked !== null && /^\/oauth2\/authorize\?/.test(asked) ? asked : '/'
}

export function Component() {
  const [parameters] = useSearchParams()
  const session = useOpenSession()
  return (
    <Gate
      foot={
        <>
          <Link to="/signup">Create an account</Link>
          <Link to="/reset">Forgot the password?</Link>
        </>
      }
      title="Sign in"
    >
      <Form
        error={session.error}
        onSubmit={(values) =>
          session.mutate(
            { email: String(values.get('email')).trim(), password: String(values.get('password')) },
            { onSuccess: () => leave(continuation(parameters.get('continue'))) },
          )
        }
      >
        <TextField autoComplete="username" label="E-mail address" name="email" required type="email" />
        <PasswordField autoComplete="current-password" label="Password" name="password" required />
        <Button busy={session.isPending || session.isSuccess} type="submit" variant="primary">
          Sign in
        </Button>
      </Form>
    </Gate>
  )
}
