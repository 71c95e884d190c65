import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { boom, problem } from '@/test/people'
import { page, pressLine } from '@/test/plant'
import { asRole, expectAccessible, open } from '@/test/render'
import { server } from '@/test/server'

const all = '/api/v1/tenants/acme/fleets'
const one = `${all}/press-line`

test('fleets are listed with who waits', async () => {
  open('/t/acme/fleets')
  const row = await screen.findByRole('row', { name: /press-line/ })
  expect(within(row).getByRole('link', { name: '1' })).toHaveAttribute('href', '/t/acme/devices?state=pending&fleet=press-line')
  expect(row).toHaveTextContent('2 tags')
  await expectAccessible()
})

test('without fleets and sites the way leads to a site first', async () => {
  server.use(
    http.get(all, () => page()),
    http.get('/api/v1/tenants/acme/sites', () => page()),
  )
  open('/t/acme/fleets')
  expect(await screen.findByRole('heading', { name: 'No fleets yet' })).toBeVisible()
  expect(await screen.findByRole('link', { name: 'Add a site first' })).toHaveAttribute('href', '/t/acme/sites')
})

test('a fleet that does not come says why', async () => {
  server.use(http.get(one, boom))
  open('/t/acme/fleets/press-line')
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
})

test('a new fleet begins with a connection of its protocol', async () => {
  let sent: { connections?: { url: string }[] } = {}
  server.use(
    http.post(all, async ({ request }) => {
      sent = (await request.json()) as typeof sent
      return HttpResponse.json({ ...pressLine, name: 'saws' }, { status: 201 })
    }),
    http.get(`${all}/saws`, () => HttpResponse.json({ ...pressLine, name: 'saws' })),
  )
  const { user, router } = open('/t/acme/fleets')
  await user.click(await screen.findByRole('button', { name: 'New fleet' }))
  await user.type(screen.getByLabelText('Name'), 'saws')
  await user.selectOptions(screen.getByLabelText('The machines speak'), 'opcua')
  await user.click(screen.getByRole('button', { name: 'Create fleet' }))
  expect(await screen.findByRole('heading', { name: 'saws' })).toBeVisible()
  expect(router.state.location.pathname).toBe('/t/acme/fleets/saws')
  expect(sent).toMatchObject({ name: 'saws', siteRef: 'bremen', connections: [{ protocol: 'opcua' }] })
})

test('the overview says how far the roll-out is', async () => {
  open('/t/acme/fleets/press-line')
  expect(await screen.findByText('Step 25 %: 1 of 4 devices run it.')).toBeVisible()
  await expectAccessible()
})

test('a changed tag is saved with everything else', async () => {
  let sent: typeof pressLine | undefined
  server.use(
    http.put(one, async ({ request }) => {
      sent = (await request.json()) as typeof pressLine
      return HttpResponse.json({ ...pressLine, ...sent })
    }),
  )
  const { user } = open('/t/acme/fleets/press-line?part=reading')
  const tag = await screen.findByRole('group', { name: 'Tag 2' })
  await expectAccessible()
  await user.clear(within(tag).getByLabelText('Address'))
  await user.type(within(tag).getByLabelText('Address'), 'coil:7')
  await user.click(screen.getByRole('button', { name: 'Save fleet' }))
  expect(await screen.findByText('Fleet saved.')).toBeVisible()
  expect(sent?.tags.map((one) => one.address)).toEqual(['holding-register:100:REAL', 'coil:7'])
  expect(sent).toMatchObject({ siteRef: 'bremen', enrollment: { maxDevices: 200 } })
  expect(screen.queryByRole('button', { name: 'Save fleet' })).toBeNull()
})

test('what the platform refuses stands in the row that it is about', async () => {
  server.use(
    http.put(one, () =>
      problem(400, 'invalid-request', 'The request is not valid', 'See errors for what has to be corrected.', [
        { field: 'spec.tags[1].address', message: 'address is one line of text without control characters' },
      ]),
    ),
  )
  const { user } = open('/t/acme/fleets/press-line?part=reading')
  const tag = await screen.findByRole('group', { name: 'Tag 2' })
  await user.type(within(tag).getByLabelText('Address'), '0')
  await user.click(screen.getByRole('button', { name: 'Save fleet' }))
  expect(await screen.findByText('1 field to correct.')).toBeVisible()
  expect(within(tag).getByLabelText('Address')).toHaveAccessibleDescription(/without control characters/)
})

test('what is wrong is found before the platform is asked', async () => {
  const { user } = open('/t/acme/fleets/press-line?part=reading')
  await user.click(await screen.findByRole('button', { name: 'Add tag' }))
  await user.click(screen.getByRole('button', { name: 'Save fleet' }))
  const tag = screen.getByRole('group', { name: 'Tag 3' })
  expect(within(tag).getByLabelText('Tag name')).toBeInvalid()
  expect(within(tag).getByLabelText('Address')).toHaveAccessibleDescription(/is required/)
})

test('what somebody else owns is said, and the draft stays', async () => {
  server.use(
    http.put(one, () =>
      problem(409, 'field-conflict', 'Somebody else owns a field of the resource', 'Others manage these fields.', [
        { field: 'certificate.unknown', message: 'is managed by kubectl' },
      ]),
    ),
  )
  const { user } = open('/t/acme/fleets/press-line?part=admission')
  await user.clear(await screen.findByLabelText('Life of a certificate'))
  await user.type(screen.getByLabelText('Life of a certificate'), '60d')
  await user.click(screen.getByRole('button', { name: 'Save fleet' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('is managed by kubectl')
  expect(screen.getByLabelText('Life of a certificate')).toHaveValue('60d')
})

test('an OPC UA machine can tell by itself, others are not offered it', async () => {
  let sent: { connections?: unknown[] } = {}
  const url = 'opcua:tcp://${plc}:4840/?discovery=false'
  server.use(
    http.get(one, () =>
      HttpResponse.json({ ...pressLine, tags: [], connections: [{ name: 'pump', protocol: 'opcua', url }] }),
    ),
    http.put(one, async ({ request }) => {
      sent = (await request.json()) as typeof sent
      return HttpResponse.json({ ...pressLine, ...sent })
    }),
  )
  const { user } = open('/t/acme/fleets/press-line?part=reading')
  await user.click(await screen.findByRole('checkbox', { name: 'Subscribe to changes' }))
  await user.click(screen.getByRole('button', { name: 'Save fleet' }))
  expect(await screen.findByText('Fleet saved.')).toBeVisible()
  expect(sent.connections).toEqual([{ name: 'pump', protocol: 'opcua', url, reading: 'Subscribe' }])
  await user.selectOptions(screen.getByLabelText('Protocol'), 'modbus-tcp')
  expect(screen.queryByRole('checkbox')).toBeNull()
})

test('rows of a spreadsheet become tags', async () => {
  const { user } = open('/t/acme/fleets/press-line?part=reading')
  await user.click(await screen.findByRole('button', { name: 'Paste tags' }))
  await user.click(screen.getByLabelText('Rows of a spreadsheet'))
  await user.paste('pressure\tholding-register:102:REAL\tbar\nstrokes\tholding-register:104:UDINT')
  await user.click(screen.getByRole('button', { name: 'Add 2 tags' }))
  expect(within(screen.getByRole('group', { name: 'Tag 3' })).getByLabelText('Unit')).toHaveValue('bar')
})

test('a viewer reads what is read and edits nothing', async () => {
  asRole('viewer')
  open('/t/acme/fleets/press-line?part=reading')
  const tags = await screen.findByRole('table', { name: 'Tags' })
  expect(within(tags).getByRole('row', { name: /temperature/ })).toHaveTextContent('holding-register:100:REAL')
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull()
})
