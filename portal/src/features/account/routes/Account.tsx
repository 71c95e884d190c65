import { useState } from 'react'
import { useMe } from '@/api/access'
import { problemOf } from '@/api/problem'
import { Button, Form, Loaded, Page, Panel, PasswordField, TextField, useToast } from '@/design'
import { useChangePassword, useRename } from '../api/me'
import { NewPassword, passwordFault } from '../components/passwords'

export function Component() {
  const me = useMe()
  return (
    <Page lead={me.data?.email ?? undefined} narrow title="Your account">
      <Panel title="Name">
        <Loaded query={me}>{(data) => <Name name={data.displayName ?? data.name} />}</Loaded>
      </Panel>
      <Panel title="Password">
        <Password />
      </Panel>
    </Page>
  )
}

function Name({ name }: { name: string }) {
  const rename = useRename()
  const say = useToast()
  return (
    <Form
      error={rename.error}
      onSubmit={(values) => rename.mutate(String(values.get('name')).trim(), { onSuccess: () => say('The name is changed.') })}
    >
      <TextField
        autoComplete="name"
        defaultValue={name}
        error={rename.error ? problemOf(rename.error).of('name') : undefined}
        label="Your name"
        name="name"
        required
      />
      <div>
        <Button busy={rename.isPending} type="submit">
          Save
        </Button>
      </div>
    </Form>
  )
}

function Password() {
  const change = useChangePassword()
  const say = useToast()
  const [fault, setFault] = useState<string>()
  const [round, setRound] = useState(0) // a new key empties the fields
  const problem = change.error ? problemOf(change.error) : undefined
  return (
    <Form
      error={change.error}
      key={round}
      onSubmit={(values) => {
        const password = String(values.get('password'))
        setFault(passwordFault(password))
        if (passwordFault(password)) return
        change.mutate(
          { current: String(values.get('current')), password },
          {
            onSuccess: () => {
              setRound(round + 1)
              say('The password is changed. Every other session has ended.')
            },
          },
        )
      }}
    >
      <PasswordField autoComplete="current-password" error={problem?.of('current')} label="Present password" name="current" required />
      <NewPassword error={fault ?? problem?.of('password')} label="New password" />
      <div>
        <Button busy={change.isPending} type="submit">
          Change password
        </Button>
      </div>
    </Form>
  )
}
