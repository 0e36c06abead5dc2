// Browser tests against one real server with demo data and a clock that starts on Thursday 26 November 2026, 10:00 in Riyadh.
// `cargo xtask test` sets CALLBOARD_BIN, CALLBOARD_SITE and CALLBOARD_E2E_DATA (an empty folder); with CALLBOARD_E2E_URL a server that already runs is used instead.
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

const url = process.env.CALLBOARD_E2E_URL ?? 'http://127.0.0.1:3977';
process.env.CALLBOARD_E2E_URL = url;
const chromium = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: process.env.CALLBOARD_CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--force-prefers-reduced-motion'],
  },
};

// What is meant for this file is none of the server's settings.
const { CALLBOARD_BIN, CALLBOARD_E2E_URL, CALLBOARD_E2E_DATA, CALLBOARD_CHROMIUM, ...environment } = process.env;

const DESKTOP = { locale: 'en-GB', timezoneId: 'Asia/Riyadh', viewport: { width: 1280, height: 800 } };
const PHONE = { locale: 'ar-SA', timezoneId: 'Asia/Riyadh', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' };
const OFFICE = '**/office.spec.mjs';
const COMPLETE = '**/complete.spec.mjs';

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.spec.mjs',
  outputDir: 'test-results',
  fullyParallel: false,
  // One more than processors: a page waits for its server now and then.
  workers: availableParallelism() + 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 8_000 },
  reporter: process.env.CI ? [['line']] : [['list']],
  use: { baseURL: url, actionTimeout: 10_000, navigationTimeout: 20_000, trace: process.env.CALLBOARD_E2E_TRACE ? 'retain-on-failure' : 'off', screenshot: 'only-on-failure', ...chromium },
  projects: [
    { name: 'desktop-en', testIgnore: [OFFICE, COMPLETE], use: DESKTOP },
    { name: 'phone-ar', testIgnore: [OFFICE, COMPLETE], use: PHONE },
    { name: 'office-desktop-en', testMatch: OFFICE, use: DESKTOP, dependencies: ['desktop-en', 'phone-ar'] },
    { name: 'office-phone-ar', testMatch: OFFICE, use: PHONE, dependencies: ['office-desktop-en'] },
    // Looks at what all the others visited.
    { name: 'complete', testMatch: COMPLETE, dependencies: ['office-phone-ar'] },
  ],
  webServer: CALLBOARD_BIN && {
    command: `${CALLBOARD_BIN} serve --demo`,
    url: `${url}/readyz`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      ...environment,
      CALLBOARD_DATA: CALLBOARD_E2E_DATA,
      CALLBOARD_LISTEN: new URL(url).host,
      CALLBOARD_URL: url,
      CALLBOARD_CLOCK: '2026-11-26T07:00:00Z',
      CALLBOARD_RATE_LIMITS: 'off',
      // Receivers of webhooks are on this machine (sdk.spec).
      CALLBOARD_WEBHOOKS_PRIVATE: 'allow',
      // Every browser context comes from an address of its own (support/test.mjs): an address may hold three times only.
      CALLBOARD_TRUSTED_PROXIES: '127.0.0.1',
    },
  },
});
