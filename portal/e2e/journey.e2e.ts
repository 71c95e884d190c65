import { expect, test } from '@playwright/test'
import { mailedLink } from './mail'
import { Machine } from './machine'
import { Person } from './person'

/** A customer from the first visit to the first line of the bill; each test goes on where the one before ended. */
test.describe.configure({ mode: 'serial' })

const tenant = 'millers-yard'
const home = `/t/${tenant}`
const owner = { name: 'Olga Miller', email: 'olga@millers-yard.example', password: 'a press is not a pump' }
const guest = { name: 'Vera Guest', email: 'vera@guests.example', password: 'only looking at the press' }

let olga: Person
let vera: Person
let machine: Machine

test.beforeAll(async ({ browser }) => {
  olga = await Person.with(browser)
  vera = await Person.with(browser)
})

test.afterEach(() => {
  olga.expectQuiet()
  vera.expectQuiet()
})

test.afterAll(async () => {
  machine?.stops()
  await olga.context.close()
  await vera.context.close()
})

test('somebody signs up and confirms the address with the link from the mail', async () => {
  const { page } = olga
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()

  await page.goto(await mailedLink(owner.email, '/verify'))
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await olga.signsIn(owner.email, owner.password)
  await expect(page.getByRole('heading', { name: 'Welcome, Olga' })).toBeVisible()
})

test('no token lies where a later script could find it', async () => {
  const kept = await olga.page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }))
  expect(kept).not.toMatch(/eyJ|access_token|refresh_token/)
  const [session] = (await olga.context.cookies()).filter(({ name }) => name === 'mw_session')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
})

test('the tenant is built step by step before the eyes of who ordered it', async () => {
  const { page } = olga
  await page.getByRole('link', { name: 'Create tenant' }).click()
  await page.getByLabel('Company or plant').fill('Millers Yard')
  await expect(page.getByLabel('Short name')).toHaveValue(tenant)
  await page.getByRole('radio', { name: 'professional' }).check()
  await page.getByRole('button', { name: 'Create tenant' }).click()
  await expect(page).toHaveURL(`${home}/progress`)
  await expect(page.getByRole('heading', { name: 'Everything runs' })).toBeVisible({ timeout: 150_000 })
  await page.getByRole('link', { name: 'Open the tenant' }).click()
  await expect(page.getByRole('heading', { name: 'Millers Yard' })).toBeVisible()
})

test('a site is added', async () => {
  const { page } = olga
  await olga.goes('Sites')
  await page.getByRole('button', { name: 'New site' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('riverside')
  await dialog.getByLabel(/^Display name/).fill('Riverside mill')
  await dialog.getByLabel('Time zone').fill('Europe/Berlin')
  await dialog.getByRole('button', { name: 'Create site' }).click()
  await expect(page.getByRole('heading', { name: 'Riverside mill' })).toBeVisible()
})

test('a fleet says how the press is reached and what is read of it', async () => {
  const { page } = olga
  await olga.goes('Fleets')
  await page.getByRole('button', { name: 'New fleet' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('presses')
  await dialog.getByRole('button', { name: 'Create fleet' }).click()
  await expect(page).toHaveURL(/fleets\/presses/)

  await page.getByLabel('URL').fill('modbus-tcp://${plc}?default-unit-identifier=1')
  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.getByLabel('Tag name').fill('temperature')
  await page.getByLabel('Address', { exact: true }).fill('holding-register:100:REAL')
  await page.getByLabel('Unit').fill('Cel')
  await page.getByRole('button', { name: 'Save fleet' }).click()
  await expect(page.getByText('Fleet saved.')).toBeVisible()
})

test('a claim code lets a real agent in, which is shown once', async () => {
  test.slow()
  const { page } = olga
  machine = await Machine.press()
  await page.getByRole('link', { name: 'Claim codes' }).click()
  await page.getByRole('button', { name: 'New claim codes' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Value of plc/).fill(machine.address)
  await dialog.getByRole('button', { name: 'Make codes' }).click()
  await expect(dialog.getByRole('img', { name: 'Ticket as a QR code' })).toBeVisible()
  const ticket = /millwright:enroll\?[^\s'"]+/.exec(await dialog.innerText())?.[0] ?? ''
  await dialog.getByRole('button', { name: 'I have taken it along' }).click()
  await dialog.getByRole('button', { name: 'Close for good' }).click()
  await expect(page.getByText(ticket)).toHaveCount(0)

  await machine.enrolls(ticket, 'PRESS-1')
  machine.runs()
  await olga.goes('Devices')
  await expect(page.getByRole('row', { name: /PRESS-1.*Online/i })).toBeVisible({ timeout: 90_000 })
})

test('the chart of the home page moves', async () => {
  test.slow()
  const { page } = olga
  await olga.goes('Home')
  const chart = page.getByRole('figure')
  await expect(chart.getByText('temperature')).toBeVisible({ timeout: 90_000 })
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const before = await chart.innerText()
  await expect.poll(() => chart.innerText(), { message: 'the last value' }).not.toBe(before)
})

test('the bill has a line for what the press sent, and adds it up again from the ledger', async () => {
  const { page } = olga
  const line = page.locator('summary').filter({ hasText: 'Messages' })
  // The ledger is collected every few seconds.
  await expect(async () => {
    await olga.goes('Bill')
    await page.reload()
    await olga.settles()
    await expect(line).not.toContainText(/\b0 messages/i, { timeout: 1_000 })
  }).toPass({ timeout: 120_000 })
  await line.click()
  await expect(page.getByText('Added up again in this page')).toBeVisible()
  await expect(page.getByText(/Added up over \d+ hours? of the ledger/)).toBeVisible()
})

test('a viewer is invited, joins by the link in the mail and is offered nothing that changes anything', async () => {
  await olga.goes('Members')
  await olga.page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = olga.page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill(guest.email)
  await dialog.getByLabel('Role').selectOption('viewer')
  await dialog.getByRole('button', { name: 'Send invitation' }).click()
  await expect(olga.page.getByRole('cell', { name: guest.email })).toBeVisible()

  const { page } = vera
  await page.goto(await mailedLink(guest.email, '/invitation'))
  await expect(page.getByRole('heading', { name: 'Join Millers Yard' })).toBeVisible()
  await page.getByLabel('Your name').fill(guest.name)
  await page.getByLabel('Password', { exact: true }).fill(guest.password)
  await page.getByRole('button', { name: 'Create account and join' }).click()
  await expect(page.getByRole('heading', { name: 'Millers Yard' })).toBeVisible()
  for (const entry of ['Sites', 'Fleets', 'Devices', 'Members']) {
    await vera.goes(entry)
    await expect(page.getByRole('main').getByRole('button', { name: /new|invite|delete|revoke|edit|approve|change/i })).toHaveCount(0)
  }
})

test('whatever the viewer sends past the pages changes nothing', async () => {
  const { page } = vera
  const authorization = await vera.authorization()
  const [device] = await devicesAs(vera)
  const changes = [
    ['PATCH', '', { displayName: 'Hers' }],
    ['DELETE', '', undefined],
    ['POST', '/sites', { name: 'hers', timezone: 'Europe/Berlin' }],
    ['DELETE', '/sites/riverside', undefined],
    ['POST', '/fleets', { name: 'hers', siteRef: 'riverside' }],
    ['DELETE', '/fleets/presses', undefined],
    ['POST', '/fleets/presses/claim-codes', { count: 1 }],
    ['POST', `/devices/${device?.id ?? ''}:revoke`, {}],
    ['POST', '/invitations', { email: 'more@guests.example', role: 'owner' }],
    ['POST', '/api-keys', { name: 'hers' }],
  ] as const
  for (const [method, path, data] of changes) {
    const answer = await page.request.fetch(`/api/v1/tenants/${tenant}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(data && { data }),
    })
    expect(answer.status(), `${method} ${path}`).toBe(403)
  }
})

test('a revoked device goes offline and no longer counts', async () => {
  const { page } = olga
  await olga.goes('Devices')
  await page.getByRole('link', { name: 'PRESS-1' }).click()
  await page.getByRole('button', { name: 'Revoke device' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type PRESS-1 to confirm').fill('PRESS-1')
  await dialog.getByRole('button', { name: 'Revoke device' }).click()
  await expect(page.getByText(/no broker lets it in any more/i).first()).toBeVisible()
  await expect
    .poll(async () => (await devicesAs(olga)).find(({ serial }) => serial === 'PRESS-1'), { message: 'what the runtime heard' })
    .toMatchObject({ state: 'revoked', connected: false })
  await olga.goes('Devices')
  await expect(page.getByRole('row', { name: /PRESS-1.*Revoked/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /PRESS-1.*Online/ })).toHaveCount(0)
  await olga.goes('Home')
  await expect(page.getByText('0 of 0')).toBeVisible()
})

async function devicesAs(person: Person): Promise<{ id: string; serial: string }[]> {
  const answer = await person.page.request.get(`/api/v1/tenants/${tenant}/devices`, {
    headers: { authorization: await person.authorization() },
  })
  return ((await answer.json()) as { items: { id: string; serial: string }[] }).items
}
