import { afterEach, expect, test } from 'vitest';

const was = process.env['CI'];
afterEach(() => {
  if (was === undefined) delete process.env['CI'];
  else process.env['CI'] = was;
});

test('no test is tried twice, in a continuous integration either', async () => {
  process.env['CI'] = '1';
  const { default: browser } = await import('../../playwright.config.ts');
  const { default: runner } = await import('../../vitest.config.ts');
  expect(browser.retries ?? 0).toBe(0);
  expect(browser.use?.trace).toBe('retain-on-failure');
  expect(JSON.stringify(runner)).not.toMatch(/retry/);
});
