// Pictures of pages for people who work on them: node scripts/look.mjs [origin] [path...] writes look/*.png.
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const [origin = 'http://localhost:5173', ...asked] = process.argv.slice(2)
const paths = asked.length > 0 ? asked : ['/login', '/signup', '/new', '/t/acme/progress', '/t/acme', '/t/acme/members', '/t/acme/keys', '/t/acme/audit', '/t/acme/settings', '/platform', '/?all']
const looks = [
  { name: 'light', width: 1280, colorScheme: 'light' },
  { name: 'dark', width: 1280, colorScheme: 'dark' },
  { name: 'small', width: 375, colorScheme: 'light' },
]
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
await mkdir('look', { recursive: true })
for (const { name, width, colorScheme } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && console.log(name, message.text()))
  for (const path of paths) {
    await page.goto(origin + path)
    await page.waitForSelector('h1')
    await page.waitForFunction(() => !document.querySelector('[role=status] + *, .loading'), undefined, { timeout: 3_000 }).catch(() => undefined)
    await page.waitForTimeout(1_200)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wide > 0) console.log(name, path, `is ${String(wide)} px too wide`)
    await page.screenshot({ path: `look/${path.replaceAll(/[/?]+/g, '_').slice(1) || 'start'}.${name}.png` })
  }
  await context.close()
}
await browser.close()
