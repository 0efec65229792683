import { readFile } from 'node:fs/promises';
import { expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

test('all timelines: filtered, saved as a file, opened by keyboard', async ({ page, bench }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(bench.url);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Timelines' }).click();
  await expect(page.locator('svg .row')).toHaveCount(3);
  await page.getByLabel('Source').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/site=eurorad/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
  }
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save this picture' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain('<style>');
  await page.getByText('The same as a table').click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.locator('svg a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/eurorad-1$/);
  expect(errors).toEqual([]);
});
