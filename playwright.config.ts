import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './scrapers/crawl/door/chromium.ts';

const executablePath = findChromium();

/**
 * The workbench in a real browser; each test file starts its own server on its own workspace. Nothing is tried twice: a
 * test that fails now and then has a cause, and its trace is kept.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  forbidOnly: Boolean(process.env['CI']),
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium has no sandbox for root, which is who runs in most containers.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
