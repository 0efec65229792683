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

test('the cohort: a bar filters the others, by pointer and by key, leads to the list and is saved', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cohort`);
  const size = page.locator('.cohort-size');
  await expect(size).toContainText('3 cases');
  await page.getByRole('region', { name: 'Source', exact: true }).getByRole('link').first().click();
  await expect(page).toHaveURL(/site=eurorad/);
  expect(await violations(page), 'filtered').toEqual([]);
  await expect(page.getByRole('list', { name: 'Chosen' })).toContainText('eurorad');
  await page.getByRole('region', { name: 'Status', exact: true }).getByRole('link').first().press('Enter');
  await expect(page).toHaveURL(/status=/);
  await expect(size).toContainText('3 cases');
  const source = page.getByRole('region', { name: 'Source', exact: true });
  await source.getByText('The numbers').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    source.getByRole('link', { name: 'Save this picture' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain('eurorad');
  await page.getByRole('link', { name: 'Open these cases' }).click();
  await page.waitForURL(/\/cases\?.*site=eurorad/);
  await expect(page.locator('.case-list > *')).toHaveCount(3);
});
