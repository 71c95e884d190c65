import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

/** Somebody with a browser of their own, whose console is listened to. */
export class Person {
  readonly page: Page
  readonly context: BrowserContext
  private readonly said: string[]

  private constructor(page: Page, context: BrowserContext, said: string[]) {
    this.page = page
    this.context = context
    this.said = said
  }

  static async with(browser: Browser): Promise<Person> {
    const context = await browser.newContext({ locale: 'en-GB' })
    const said: string[] = []
    context.on('console', (message) => {
      if (message.type() === 'error') said.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => said.push(String(error.error())))
    return new Person(await context.newPage(), context, said)
  }

  async signsIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await expect(this.page).not.toHaveURL(/login|signed-in/)
  }

  /** By the rail, as people go. */
  async goes(entry: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Tenant' }).getByRole('link', { name: entry, exact: true }).click()
    await this.settles()
  }

  /** The page has its heading and nothing on it is still being loaded. */
  async settles(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(this.page.getByRole('status').filter({ hasText: /loading/i })).toHaveCount(0)
  }

  /** What the page sends to say who it is: it lies in its memory only, so a request is overheard. */
  async authorization(): Promise<string> {
    const [asked] = await Promise.all([
      this.page.waitForRequest((request) => request.url().includes('/api/v1/') && 'authorization' in request.headers()),
      this.page.reload(),
    ])
    return asked.headers().authorization ?? ''
  }

  /** The same where one complaint is right. */
  expectNothingBut(right?: RegExp): void {
    const wrong = this.said.splice(0).filter((text) => !right?.test(text))
    expect(wrong, 'errors in the console').toEqual([])
  }

  /** What a browser complains about is a defect: a refused script, a lost file, an exception. */
  expectQuiet(): void {
    this.expectNothingBut()
  }
}
