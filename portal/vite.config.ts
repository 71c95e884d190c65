import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { fakeBackend } from './scripts/fake-backend.ts'

const platform = process.env.MILLWRIGHT_URL ?? 'http://127.0.0.1:8080'
const served = ['/api', '/session', '/oauth2', '/userinfo', '/.well-known']

// `--mode fake` answers from the fixtures of the tests, so that pages can be worked on and looked at without a platform.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'fake' ? [fakeBackend()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: mode === 'fake' ? {} : { proxy: Object.fromEntries(served.map((path) => [path, { target: platform }])) },
  build: {
    target: 'es2022',
    // The page may load nothing from data: URLs but images, and runs no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://portal.test/' } },
    setupFiles: ['src/test/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
    testTimeout: 60_000,
  },
}))
