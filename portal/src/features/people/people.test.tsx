import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const base = '/api/v1/tenants/:tenant'

async function sitesToChooseFrom() {
  server.use(
    http.get(`${base}/sites`, () =>
      HttpResponse.json({ items: [{ name: 'bremen', displayName: 'Bremen' }, { name: 'essen' }] }),
    ),
  )
}

test('an owner sees members and open invitations', async () => {
  open('/t/acme/members')
  const members = await screen.findByRole('table', { name: 'Members' })
  expect(within(members).getByRole('row', { name: /Ada Miller \(you\).*owner/ })).toBeVisible()
  expect(within(members).getByText('bo@acme.example')).toBeVisible()
  expect(await screen.findByRole('table', { name: 'Open invitations' })).toBeVisible()
  await expectAccessible()
})

test('a viewer sees who belongs here, and is offered only to leave', async () => {
  asRole('viewer')
  open('/t/acme/members')
  expect(await screen.findByRole('button', { name: 'Leave' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull()
  expect(screen.queryByRole('button', { name: /Remove/ })).toBeNull()
  expect(screen.queryByText('bo@acme.example')).toBeNull()
  expect(screen.queryByRole('heading', { name: 'Open invitations' })).toBeNull()
})

test('an operator of one site is invited', async () => {
  let sent: unknown
  await sitesToChooseFrom()
  server.use(
    http.post(`${base}/invitations`, async ({ request }) => {
      sent = await request.json()
      return HttpResponse.json({ id: 'i2', email: 'dee@acme.example', role: 'operator', sites: ['essen'], expiresAt: '2026-11-28T00:00:00Z', invitedBy: 'Ada' }, { status: 201 })
    }),
  )
  const { user } = open('/t/acme/members')
  await user.click(await screen.findByRole('button', { name: 'Invite' }))
  const dialog = screen.getByRole('dialog', { name: 'Invite somebody' })
  await user.type(within(dialog).getByLabelText('E-mail address'), 'dee@acme.example')
  await user.selectOptions(within(dialog).getByLabelText('Role'), 'operator')
  await user.click(await within(dialog).findByLabelText('Only for some sites'))
  await user.click(within(dialog).getByLabelText('essen'))
  await expectAccessible()
  await user.click(within(dialog).getByRole('button', { name: 'Send invitation' }))
  expect(await screen.findByText('The invitation to dee@acme.example is on its way.')).toBeVisible()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(sent).toEqual({ email: 'dee@acme.example', role: 'operator', sites: ['essen'] })
})

test('an administrator of the tenant cannot make owners or touch them', async () => {
  asRole('admin')
  const { user } = open('/t/acme/members')
  await user.click(await screen.findByRole('button', { name: 'Invite' }))
  expect(within(screen.getByRole('dialog')).queryByRole('option', { name: 'owner' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Change the role of Ada Miller' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Change the role of Bo Lind' })).toBeVisible()
})

test('a role is changed, with the sites it has', async () => {
  let sent: unknown
  await sitesToChooseFrom()
  server.use(
    http.patch(`${base}/members/:id`, async ({ request }) => {
      sent = await request.json()
      return HttpResponse.json({})
    }),
  )
  const { user } = open('/t/acme/members')
  await user.click(await screen.findByRole('button', { name: 'Change the role of Bo Lind' }))
  expect(await screen.findByRole('checkbox', { name: 'Bremen' })).toBeChecked()
  await user.selectOptions(screen.getByLabelText('Role'), 'engineer')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('The role of Bo Lind is changed.')).toBeVisible()
  expect(sent).toEqual({ role: 'engineer', sites: ['bremen'] })
})

test('that the last owner cannot go is said in the dialog', async () => {
  server.use(
    http.delete(`${base}/members/:id`, () =>
      problem(409, 'conflict', 'The present state does not allow this', 'A tenant has at least one owner: make somebody else one first.'),
    ),
  )
  const { user } = open('/t/acme/members')
  await user.click(await screen.findByRole('button', { name: 'Leave' }))
  const dialog = screen.getByRole('dialog', { name: 'Leave this tenant?' })
  await user.click(within(dialog).getByRole('button', { name: 'Leave' }))
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('A tenant has at least one owner')
})

test('an invitation is sent again and withdrawn', async () => {
  const { user } = open('/t/acme/members')
  await user.click(await screen.findByRole('button', { name: 'Send the invitation to cem@acme.example again' }))
  expect(await screen.findByText('A new link for cem@acme.example is on its way.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Withdraw the invitation to cem@acme.example' }))
  server.use(http.get(`${base}/invitations`, () => HttpResponse.json({ items: [] })))
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Withdraw' }))
  expect(await screen.findByRole('heading', { name: 'No invitation is open' })).toBeVisible()
})

test('members that do not come are said so', async () => {
  server.use(http.get(`${base}/members`, boom))
  open('/t/acme/members')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})
