import { expect, type Locator, type Page } from '@playwright/test'
import axe from 'axe-core'

/** No issue that axe calls serious or critical. Injected past the page's own policy, which allows no foreign script. */
async function expectNothingFound(page: Page): Promise<void> {
  // Half way from light to dark no colour is the one that people see.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((transition) => transition.finished),
    ),
  )
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`))
  })
  expect(found, 'what axe finds').toEqual([])
}

/** The page as it stands, in light and dark: first as it was loaded, so that nothing is judged while both happens. */
export async function expectAccessible(page: Page): Promise<void> {
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  for (const colorScheme of dark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Both frames: the one that the change asks for, and the one that draws it.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    await expectNothingFound(page)
  }
}

/** Nothing hangs out to the side of a telephone's screen. */
export async function expectFits(page: Page, width = 375): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize({ width, height: 740 })
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: 'the width of the page' })
    .toBeLessThanOrEqual(width)
  if (before) await page.setViewportSize(before)
}

/** An open dialog: the keyboard stays in it, axe finds nothing serious in light and dark, and a telephone shows all of it. */
export async function expectDialog(page: Page, title: string | RegExp): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: title })
  await expect(dialog).toBeVisible()
  await expectKeepsFocus(page, dialog)
  await expectAccessible(page)

  const before = page.viewportSize()
  await page.setViewportSize({ width: 375, height: 740 })
  await expect
    .poll(
      () =>
        dialog.evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect()
          return left >= 0 && right <= 375 && top >= 0 && bottom <= 740 && element.scrollWidth <= element.clientWidth
        }),
      { message: 'the dialog lies on the screen of a telephone' },
    )
    .toBe(true)
  if (before) await page.setViewportSize(before)
  return dialog
}

/** Once around in either direction; between the last and the first the browser itself has the focus. */
async function expectKeepsFocus(page: Page, dialog: Locator): Promise<void> {
  const inside = () => dialog.evaluate((element) => element.contains(document.activeElement))
  expect(await inside(), 'the focus is in the dialog that opens').toBe(true)
  const stops = await dialog.locator('a, button, input, select, textarea, summary, [tabindex]').count()
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let pressed = 0; pressed < stops + 2; pressed++) {
      await page.keyboard.press(key)
      const outside = await dialog.evaluate(
        (element) => document.activeElement !== document.body && !element.contains(document.activeElement),
      )
      expect(outside, `the focus stays in the dialog at ${key}`).toBe(false)
    }
  }
}

/** Opened by key, judged, closed by Escape; the focus is where it was. */
export async function expectDialogOf(page: Page, opener: Locator, title: string | RegExp): Promise<void> {
  await opener.press('Enter')
  const dialog = await expectDialog(page, title)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
}
