import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { page, unusedCode } from '@/test/plant'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const here = '/t/acme/fleets/press-line/claim-codes'
const codes = '/api/v1/tenants/acme/fleets/press-line/claim-codes'
const ticket = 'millwright:enroll?u=https://127.0.0.1:8443&c=MW0&f=ab'

test('codes are listed by what became of them', async () => {
  open(here)
  expect(await screen.findByRole('row', { name: /Unused/ })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Revoke' })).toBeVisible()
  await expectAccessible()
})

test('without codes the page says what to do next', async () => {
  server.use(http.get(codes, () => page()))
  open(here)
  expect(await screen.findByRole('heading', { name: 'No claim codes yet' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'New claim codes' })).toBeVisible()
})

test('a list that does not come says why', async () => {
  server.use(http.get(codes, boom))
  open(here)
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('a code is made with what the fleet asks for, shown once, and gone after', async () => {
  let sent: unknown
  server.use(
    http.post(codes, async ({ request }) => {
      sent = await request.json()
      return HttpResponse.json(
        { codes: [{ id: unusedCode.id, code: 'MW-0123', ticket, expiresAt: unusedCode.expiresAt }] },
        { status: 201 },
      )
    }),
  )
  const { user } = open(here)
  await user.click(await screen.findByRole('button', { name: 'New claim codes' }))
  await user.type(screen.getByLabelText(/Value of plc/), '10.0.0.5:502')
  await user.click(screen.getByRole('button', { name: 'Make codes' }))
  expect(await screen.findByRole('img', { name: 'Ticket as a QR code' })).toBeVisible()
  expect(sent).toEqual({ count: 1, parameters: { plc: '10.0.0.5:502' } })
  expect(screen.getByRole('status', { name: 'Claim code' })).toHaveTextContent('MW-0123')
  expect(screen.getByRole('status', { name: 'Command' })).toHaveTextContent(
    `./millwright edge enroll --ticket '${ticket}' --serial SERIAL --state ./box`,
  )
  await user.click(screen.getByRole('button', { name: 'I have taken it along' }))
  await user.click(screen.getByRole('button', { name: 'Close for good' }))
  expect(screen.queryByText('MW-0123')).toBeNull()
})

test('a wrong order is refused before the platform is asked', async () => {
  const { user } = open(here)
  await user.click(await screen.findByRole('button', { name: 'New claim codes' }))
  await user.clear(screen.getByLabelText('How many'))
  await user.type(screen.getByLabelText('How many'), '501')
  await user.click(screen.getByRole('button', { name: 'Make codes' }))
  expect(screen.getByLabelText('How many')).toHaveAccessibleDescription(/from 1 to 500/)
})

test('a code that a device was faster with is not called revoked', async () => {
  server.use(http.delete(`${codes}/:id`, () => HttpResponse.json({ ...unusedCode, state: 'used' })))
  const { user } = open(here)
  await user.click(await screen.findByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('Too late: the code is used.')).toBeVisible()
})

test("a device's own code is typed in with its serial number", async () => {
  server.use(
    http.post('/api/v1/tenants/acme/device-codes:claim', () =>
      problem(403, 'enrollment-refused', 'The claim code lets nobody in', 'No device shows this code together with this serial now.'),
    ),
  )
  const { user } = open(here)
  await user.click(await screen.findByRole('button', { name: "Enter a device's code" }))
  await user.type(screen.getByLabelText('Code on the device'), 'ABCD')
  await user.type(screen.getByLabelText('Serial number'), 'SN-1')
  await user.click(screen.getByRole('button', { name: 'Let it in' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('No device shows this code')
})

test('an operator sees the codes and makes none', async () => {
  asRole('operator')
  open(here)
  expect(await screen.findByRole('row', { name: /Unused/ })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'New claim codes' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Revoke' })).toBeNull()
})
