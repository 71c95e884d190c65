import { expect, test } from '@playwright/test'
import { expectAccessible, expectFits } from './judging'
import { Person } from './person'

/** Every page of the portal, in the demo's tenant and with the administrator's eyes. */
const tenant = process.env.MILLWRIGHT_DEMO ?? 'acme'
const open = ['/login', '/signup', '/verify', '/reset', '/invitation']
const closed = ['/', '/new', '/platform', '/account']
const ofTenant = [
  '',
  '/progress',
  '/sites',
  '/sites/bremen',
  '/fleets',
  '/fleets/press-line',
  '/devices',
  '/explore',
  '/usage',
  '/bill',
  '/members',
  '/keys',
  '/quarantine',
  '/audit',
  '/settings',
  '/no-such-page',
]

let person: Person

test.beforeAll(async ({ browser }) => {
  person = await Person.with(browser)
})

test.afterAll(async () => {
  await person.context.close()
})

for (const path of open) {
  test(`${path} is for anybody, accessible in light and dark, and fits a telephone`, () => judge(path))
}

test('a mistyped address is a page that says so', async () => {
  const { page } = person
  const answer = await page.goto('/sings-in')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
  await expectAccessible(page)
  await expectFits(page)
  // The browser says of each 404 that it was one.
  person.expectNothingBut(/404.*sings-in/)
})

test.describe('signed in with what the terminal showed', () => {
  // A failed test is followed by a new browser.
  test.beforeAll(async () => {
    await person.page.goto('/')
    await person.signsIn(process.env.MILLWRIGHT_ADMIN_EMAIL ?? '', process.env.MILLWRIGHT_ADMIN_PASSWORD ?? '')
    await person.settles()
  })

  for (const path of [...closed, ...ofTenant.map((page) => `/t/${tenant}${page}`)]) {
    test(`${path} is accessible in light and dark and fits a telephone`, () => judge(path))
  }

  test('a device has a page that is accessible in light and dark and fits a telephone', async () => {
    await person.page.goto(`/t/${tenant}/devices`)
    await person.page.getByRole('table').getByRole('link').first().click()
    await expect(person.page).toHaveURL(/\/devices\/./)
    await judge(new URL(person.page.url()).pathname)
  })

  test('the home page shows live values, and its picture is taken for the README when asked for', async () => {
    const { page } = person
    await page.goto(`/t/${tenant}`)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    await expect(page.getByRole('img', { name: /last ten minutes/i })).toBeVisible()
    if (process.env.MILLWRIGHT_SCREENSHOT) {
      await page.screenshot({ path: process.env.MILLWRIGHT_SCREENSHOT, animations: 'disabled' })
    }
  })
})

async function judge(path: string): Promise<void> {
  const { page } = person
  await page.goto(path)
  await person.settles()
  await expect(page).toHaveTitle(/Millwright/)
  await expectAccessible(page)
  await expectFits(page)
  person.expectQuiet()
}
