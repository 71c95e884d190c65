import { screen } from '@testing-library/react'
import { delay, http } from 'msw'
import { beforeEach, expect, test, vi } from 'vitest'
import { problem } from '@/test/people'
import { expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'
import { leave } from './components/leave'

vi.mock('./components/leave')

beforeEach(() => vi.mocked(leave).mockReset())

async function signIn(at: string, password: string) {
  const { user } = open(at)
  await user.type(await screen.findByLabelText('E-mail address'), ' ada@acme.example ')
  await user.type(screen.getByLabelText('Password'), password)
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
}

test('who signs in goes on where the authorization server waits', async () => {
  const there = '/oauth2/authorize?client_id=portal&state=x'
  await signIn(`/login?continue=${encodeURIComponent(there)}`, 'correct horse battery')
  await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(there))
})

test.each(['https://evil.example/', '//evil.example/oauth2/authorize?', '/t/acme', 'javascript:alert(1)', '/oauth2/authorize@evil.example'])(
  'nobody is led to %s',
  async (elsewhere) => {
    await signIn(`/login?continue=${encodeURIComponent(elsewhere)}`, 'correct horse battery')
    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith('/'))
  },
)

test('a refusal says one thing for all causes and keeps what was typed', async () => {
  await signIn('/login', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('Signing in was refused')
  expect(screen.getByLabelText('E-mail address')).toHaveValue('ada@acme.example')
  expect(leave).not.toHaveBeenCalled()
  await expectAccessible()
})

test('who is held back is told for how long', async () => {
  server.use(
    http.post('/session', () => {
      const answer = problem(429, 'too-many-requests', 'Too many requests', 'Too many tries.')
      answer.headers.set('Retry-After', '30')
      return answer
    }),
  )
  await signIn('/login', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('Try again in 30 s.')
})

test('while the platform thinks, a second press does nothing', async () => {
  let asked = 0
  server.use(
    http.post('/session', async () => {
      asked += 1
      await delay(200)
      return problem(401, 'sign-in-refused', 'Signing in was refused', '')
    }),
  )
  const { user } = open('/login')
  await user.type(await screen.findByLabelText('E-mail address'), 'ada@acme.example')
  await user.type(screen.getByLabelText('Password'), 'wrong')
  await user.dblClick(screen.getByRole('button', { name: 'Sign in' }))
  await screen.findByRole('alert')
  expect(asked).toBe(1)
})

test('a platform that does not answer is said so', async () => {
  server.use(http.post('/session', () => Response.error()))
  await signIn('/login', 'wrong')
  expect(await screen.findByRole('alert')).toHaveTextContent('Millwright does not answer')
})
