import { expect, test } from '@playwright/test'
import { expectAccessible, expectDialog, expectDialogOf, expectFits } from './judging'
import { mailedLink } from './mail'
import { Person } from './person'

/** Every dialog of the portal, and the pages as those see them who may do little; in the demo's tenant. */
const tenant = process.env.MILLWRIGHT_DEMO ?? 'acme'
const home = `/t/${tenant}`
const guest = { name: 'Gerda Guest', email: 'gerda@guests.example', password: 'she looks at the pumps only' }

let admin: Person
let gerda: Person

test.beforeAll(async ({ browser }) => {
  admin = await Person.with(browser)
  gerda = await Person.with(browser)
  await admin.page.goto('/')
  await admin.signsIn(process.env.MILLWRIGHT_ADMIN_EMAIL ?? '', process.env.MILLWRIGHT_ADMIN_PASSWORD ?? '')
})

test.afterEach(() => {
  admin.expectQuiet()
  gerda.expectQuiet()
})

test.afterAll(async () => {
  await admin.context.close()
  await gerda.context.close()
})

const button = (name: string | RegExp) => admin.page.getByRole('button', { name, exact: true }).first()

async function shows(path: string): Promise<void> {
  await admin.page.goto(`${home}${path}`)
  await admin.settles()
}

/** Where, what opens them, and their names. */
const dialogs: [string, [string | RegExp, string | RegExp][]][] = [
  ['/sites', [['New site', 'New site']]],
  ['/sites/bremen', [['Edit', /bremen/i], ['Delete', 'Delete bremen?']]],
  ['/fleets', [['New fleet', 'New fleet']]],
  ['/fleets/press-line', [['Delete', 'Delete press-line?']]],
  ['/fleets/press-line/claim-codes', [['New claim codes', 'New claim codes'], ["Enter a device's code", "Enter a device's code"]]],
  ['/settings', [['Suspend tenant', `Suspend ${tenant}?`], ['Delete tenant', `Delete ${tenant}?`]]],
  ['/members', [['Invite', 'Invite somebody']]],
  ['/keys', [['New API key', 'New API key']]],
]

for (const [path, these] of dialogs) {
  test(`the dialogs of ${path} keep the focus, give it back, close by Escape and are accessible`, async () => {
    await shows(path)
    for (const [opener, title] of these) await expectDialogOf(admin.page, button(opener), title)
  })
}

test('what a fleet reads is edited accessibly, and tags are pasted in a dialog', async () => {
  await shows('/fleets/press-line')
  for (const part of ['Enrollment and roll-out', 'Connections and tags']) {
    await admin.page.getByRole('tab', { name: part }).click()
    await expect(admin.page.getByRole('tabpanel', { name: part })).toBeVisible()
    await expectAccessible(admin.page)
    await expectFits(admin.page)
  }
  await expectDialogOf(admin.page, button('Paste tags'), 'Paste tags')
})

test('the dialogs of a device do too', async () => {
  await shows('/devices')
  await admin.page.getByRole('table').getByRole('link').first().click()
  await expectDialogOf(admin.page, button('Move device'), /^Move /)
  await expectDialogOf(admin.page, button('Revoke device'), /^Revoke /)
})

test('a plan is compared before it is changed', async () => {
  await shows('/settings')
  await admin.page.getByLabel('Compare with').selectOption('starter')
  await button('Show what changes').press('Enter')
  await expect(admin.page.getByRole('table').first()).toBeVisible()
  await expectAccessible(admin.page)
  await expectFits(admin.page)
})

test('claim codes are shown until they are left on purpose', async () => {
  const { page } = admin
  await shows('/fleets/press-line/claim-codes')
  await button('New claim codes').press('Enter')
  const mint = page.getByRole('dialog')
  for (const value of await mint.getByLabel(/^Value of /).all()) await value.fill('127.0.0.1:1502')
  await mint.getByRole('button', { name: 'Make codes' }).press('Enter')
  const dialog = await expectDialog(page, 'The claim code')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('img', { name: 'Ticket as a QR code' })).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close for good' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expectDialogOf(page, button('Revoke unused'), 'Revoke all unused codes?')
})

test('a key is shown once, and its end is asked for', async () => {
  const { page } = admin
  await shows('/keys')
  await button('New API key').press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('line controller')
  await dialog.getByRole('button', { name: 'Create key' }).press('Enter')
  await expectDialog(page, 'The key line controller')
  await page.getByRole('button', { name: 'I have it' }).press('Enter')
  await expectDialogOf(page, button('Revoke line controller'), 'Revoke line controller?')
})

test.describe('somebody who is invited', () => {
  test.describe.configure({ mode: 'serial' })

  test('an invitation is withdrawn by a dialog, and accepted on a page of its own', async () => {
    const { page } = admin
    await shows('/members')
    await button('Invite').press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill(guest.email)
    await dialog.getByLabel('Role').selectOption('viewer')
    await dialog.getByRole('button', { name: 'Send invitation' }).press('Enter')
    const withdraw = `the invitation to ${guest.email}`
    await expectDialogOf(page, button(`Withdraw ${withdraw}`), `Withdraw ${withdraw}?`)

    await gerda.page.goto(await mailedLink(guest.email, '/invitation'))
    await gerda.page.getByLabel('Your name').fill(guest.name)
    await gerda.page.getByLabel('Password', { exact: true }).fill(guest.password)
    await expectAccessible(gerda.page)
    await expectFits(gerda.page)
    await gerda.page.getByRole('button', { name: 'Create account and join' }).press('Enter')
    await expect(gerda.page).toHaveURL(home)
    await gerda.settles()
  })

  test('the dialogs of a member keep to the same', async () => {
    await shows('/members')
    await expectDialogOf(admin.page, button(`Change the role of ${guest.name}`), `Role of ${guest.name}`)
    await expectDialogOf(admin.page, button(`Remove ${guest.name}`), `Remove ${guest.name}?`)
    await gerda.goes('Members')
    await expectDialogOf(gerda.page, gerda.page.getByRole('button', { name: 'Leave' }), 'Leave this tenant?')
  })

  const plant = ['', '/explore', '/devices', '/fleets', '/fleets/press-line', '/fleets/press-line/claim-codes', '/sites', '/sites/bremen']
  const roles: [string, string[], string[]][] = [
    ['a viewer', [], [...plant, '/usage', '/members']],
    ['an operator of one site', ['bremen'], ['', '/usage', '/devices', '/fleets']],
    ['somebody who reads bills', [], ['', '/usage', '/bill']],
  ]
  for (const [who, sites, pages] of roles) {
    test(`the pages of ${who} are accessible in light and dark and fit a telephone`, async () => {
      await becomes(who.includes('bills') ? 'billing' : who.includes('operator') ? 'operator' : 'viewer', sites)
      for (const path of pages) {
        await gerda.page.goto(`${home}${path}`)
        await gerda.settles()
        await expectAccessible(gerda.page)
        await expectFits(gerda.page)
      }
    })
  }
})

/** The administrator gives Gerda another role. */
async function becomes(role: string, sites: string[]): Promise<void> {
  const headers = { authorization: await admin.authorization(), 'content-type': 'application/json' }
  const members = `/api/v1/tenants/${tenant}/members`
  const listed = (await (await admin.page.request.get(members, { headers })).json()) as { items: { id: string; name: string }[] }
  const id = listed.items.find(({ name }) => name === guest.name)?.id ?? ''
  const changed = await admin.page.request.patch(`${members}/${id}`, { headers, data: { role, sites } })
  expect(changed.status(), await changed.text()).toBe(200)
}
