import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/** No issue that axe calls serious or critical. Injected past the page's own policy, which allows no foreign script. */
export async function expectAccessible(page: Page): Promise<void> {
  // Half way from light to dark no colour is the one that people see.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((transition) => transition.finished),
    ),
  )
  await page.evaluate(axe.source)
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

/** Nothing hangs out to the side of a telephone's screen. */
export async function expectFits(page: Page, width = 375): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize({ width, height: 740 })
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: 'the width of the page' })
    .toBeLessThanOrEqual(width)
  if (before) await page.setViewportSize(before)
}
