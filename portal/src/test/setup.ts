import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { server } from './server'

/** Tests of plain rules run without a page: they say `@vitest-environment node`. */
const page = typeof document !== 'undefined'

// What jsdom lacks of the browsers we serve.
if (page) {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
  window.scrollTo = () => undefined
}
// A bound, not a wait: pages are loaded lazily, and machines may be busy.
if (page) configure({ asyncUtilTimeout: 10_000 })

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  server.resetHandlers()
  if (!page) return
  cleanup()
  sessionStorage.clear()
  localStorage.clear()
})
afterAll(() => server.close())
