import { defineConfig } from '@playwright/test'

// Started by PortalIT of quickstart, which runs the platform and says in the environment where everything is.
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: '../target/e2e',
  reporter: [['list'], ['json', { outputFile: process.env.MILLWRIGHT_E2E_REPORT ?? '../target/e2e/report.json' }]],
  use: {
    baseURL: process.env.MILLWRIGHT_URL ?? 'http://127.0.0.1:8080',
    viewport: { width: 1280, height: 860 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.MILLWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
