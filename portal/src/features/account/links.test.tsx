import { screen } from '@testing-library/react'
import { http } from 'msw'
import { beforeEach, expect, test, vi } from 'vitest'
import { boom } from '@/test/people'
import { expectAccessible, open, openAs, signedIn } from '@/test/render'
import { server } from '@/test/server'
import { leave } from './components/leave'

vi.mock('./components/leave')

beforeEach(() => {
  vi.mocked(leave).mockReset()
  location.hash = ''
})

function openLink(path: string, token: string) {
  history.replaceState(null, '', `${path}#token=${token}`)
  return open(path)
}

test('signing up says what to do next, and not whether the address was known', async () => {
  const { user } = open('/signup')
  await user.type(await screen.findByLabelText('Your name'), 'Ada Miller')
  await user.type(screen.getByLabelText('E-mail address'), 'ada@acme.example')
  await user.type(screen.getByLabelText('Password'), 'too short')
  await user.click(screen.getByRole('button', { name: 'Create account' }))
  expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(/at least 12 characters/)

  await user.type(screen.getByLabelText('Password'), ' and now long enough')
  await user.click(screen.getByRole('button', { name: 'Create account' }))
  expect(await screen.findByRole('heading', { name: 'Look into your mail' })).toBeVisible()
  expect(screen.getByText('ada@acme.example')).toBeVisible()
  await expectAccessible()
})

test('a good link confirms the address, and is taken from the address bar', async () => {
  openLink('/verify', 'good')
  expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  expect(location.hash).toBe('')
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login')
})

test('a link that is spent says the way out', async () => {
  openLink('/verify', 'spent')
  expect(await screen.findByRole('alert')).toHaveTextContent('The link is not good')
  expect(screen.getByRole('link', { name: 'Sign up again for a new link' })).toBeVisible()
})

test('without a link the page says what it needs', async () => {
  open('/verify')
  expect(await screen.findByText(/needs the link from our mail/)).toBeVisible()
})

test('asking for a reset answers the same for every address', async () => {
  const { user } = open('/reset')
  await user.type(await screen.findByLabelText('E-mail address'), 'nobody@acme.example')
  await user.click(screen.getByRole('button', { name: 'Send the link' }))
  expect(await screen.findByText(/If there is an account for/)).toBeVisible()
})

test('a reset link sets a new password', async () => {
  const { user } = openLink('/reset', 'good')
  await user.type(await screen.findByLabelText('Password'), 'a new and long one')
  await user.click(screen.getByRole('button', { name: 'Set password' }))
  expect(await screen.findByRole('heading', { name: 'The password is changed' })).toBeVisible()
})

test('who is new makes an account by an invitation and is signed in with it', async () => {
  let credentials: unknown
  server.use(
    http.post('/session', async ({ request }) => {
      credentials = await request.json()
      return new Response(null, { status: 204 })
    }),
  )
  const { user } = openLink('/invitation', 'good')
  expect(await screen.findByRole('heading', { name: 'Join Acme Pumps' })).toBeVisible()
  expect(screen.getByText('operator')).toBeVisible()
  await expectAccessible()
  await user.type(screen.getByLabelText('Your name'), 'Bo Lind')
  await user.type(screen.getByLabelText('Password'), 'a new and long one')
  await user.click(screen.getByRole('button', { name: 'Create account and join' }))
  await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('/t/acme'))
  expect(credentials).toEqual({ email: 'bo@acme.example', password: 'a new and long one' })
})

test('who has an account joins by the link alone', async () => {
  const { user } = openLink('/invitation', 'known')
  await user.click(await screen.findByRole('button', { name: 'Join' }))
  await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('/t/acme'))
})

test('an invitation that is withdrawn is said so', async () => {
  openLink('/invitation', 'spent')
  expect(await screen.findByRole('alert')).toHaveTextContent('The link is not good')
})

test('a wrong present password stands at its field', async () => {
  const { user } = open('/account')
  await user.type(await screen.findByLabelText('Present password'), 'wrong')
  await user.type(screen.getByLabelText('New password'), 'a new and long one')
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText('This is not your present password.')).toBeVisible()
  await expectAccessible()
})

test('a changed password is said, and the fields are empty', async () => {
  const { user } = open('/account')
  await user.type(await screen.findByLabelText('Present password'), 'correct horse battery')
  await user.type(screen.getByLabelText('New password'), 'a new and long one')
  await user.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText(/Every other session has ended/)).toBeVisible()
  expect(screen.getByLabelText('Present password')).toHaveValue('')
})

test('a name that cannot be kept is said so', async () => {
  server.use(http.patch('/api/v1/me', boom))
  const { user } = open('/account')
  await user.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('without a token the page goes to sign in and remembers where it was', async () => {
  const signIn = vi.fn(() => Promise.resolve())
  signedIn({ token: () => Promise.resolve(undefined), signIn })
  openAs('/t/acme/devices?state=active')
  await vi.waitFor(() => expect(signIn).toHaveBeenCalledWith('/t/acme/devices?state=active'))
})

test('after signing in the page is where the person wanted to be', async () => {
  signedIn({ signedIn: () => Promise.resolve('/account') })
  openAs('/signed-in?code=c&state=s')
  expect(await screen.findByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('a sign-in of another tab does not count', async () => {
  signedIn({ signedIn: () => Promise.reject(new Error('no matching state')) })
  openAs('/signed-in?code=c&state=s')
  expect(await screen.findByRole('heading', { name: 'Signing in did not finish' })).toBeVisible()
})

test('signing out ends the session', async () => {
  const signOut = vi.fn(() => Promise.resolve())
  signedIn({ signOut })
  const { user } = openAs('/account')
  await user.click(await screen.findByRole('button', { name: /Ada Miller/ }))
  await user.click(screen.getByRole('button', { name: 'Sign out' }))
  expect(signOut).toHaveBeenCalled()
})
