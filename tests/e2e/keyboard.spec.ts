import { rmSync } from 'node:fs';
import { allSaved, cellOf, expect, startBench, test } from './helpers/bench.ts';

test('a case of seventeen decisions takes seventeen keys, and one more for the next case', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/eurorad-1$/);
  await expect(page.locator('#progress')).toContainText('0 of 17');
  for (let key = 0; key < 17; key += 1) await page.keyboard.press(key % 2 === 0 ? 'Enter' : 'a');
  await expect(page.locator('#progress')).toContainText('17 of 17');
  await allSaved(page);
  await expect(page.locator('#finish')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/eurorad-2$/);
  const review = await bench.review('eurorad-1');
  const decided = review.events.filter((event) => event.kind === 'decide');
  expect(decided).toHaveLength(17);
  expect(
    decided.filter((event) => event.kind === 'decide' && event.basis.kind === 'suggestion'),
  ).toHaveLength(14);
  expect(review.events.at(-1)).toMatchObject({ kind: 'status', status: 'done' });
});

test('days and numbers are typed, answers take one key, and the next open field comes by itself', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('2');
  await expect(cellOf(page, 'sex')).toContainText('Female');
  await expect(cellOf(page, 'age')).toBeFocused();
  await page.keyboard.type('61');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'age').locator('.cell-value')).toHaveText('61 years');
  await expect(cellOf(page, 'location')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'RT_PCR_positive')).toBeFocused();
  await page.keyboard.press('n');
  await page.keyboard.press('u');
  await expect(cellOf(page, 'RT_PCR_positive').locator('.cell-value')).toHaveText('No');
  await expect(cellOf(page, 'survival').locator('.cell-value')).toHaveText('Unclear');
  await cellOf(page, 'offset', 'i1').click();
  await page.keyboard.type('3-5');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'offset', 'i1').locator('.cell-value')).toHaveText('days 3 to 5 from onset');
  await allSaved(page);
  const { events } = await bench.review('eurorad-1');
  expect(events.findLast((event) => event.kind === 'decide' && event.field === 'offset')).toMatchObject({
    value: 4,
    day: { from: 3, to: 5, anchor: 'onset', certainty: 'range' },
    basis: { kind: 'suggestion', corrected: true, suggested: 4 },
  });
});

test('a value that cannot be is refused in place, with the focus on it', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.type('540');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'age').locator('.cell-error')).toHaveText(/not between 0 and 120/);
  await expect(cellOf(page, 'age').locator('[data-entry]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cellOf(page, 'age')).toBeFocused();
  await expect(page.locator('#progress')).toContainText('0 of 17');
});

test('undo and redo go through a restart, and are in the history', async ({ page }) => {
  const bench = await startBench();
  await page.goto(`${bench.url}/cases/eurorad-1`);
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Enter');
  await expect(page.locator('#progress')).toContainText('3 of 17');
  await allSaved(page);
  await bench.kill();
  const again = await startBench({ directory: bench.directory });
  await page.goto(`${again.url}/cases/eurorad-1`);
  await expect(page.locator('#progress')).toContainText('3 of 17');
  await page.keyboard.press('Control+z');
  await expect(page.locator('#progress')).toContainText('2 of 17');
  await page.keyboard.press('Control+z');
  await expect(page.locator('#progress')).toContainText('1 of 17');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('#progress')).toContainText('2 of 17');
  await expect(cellOf(page, 'sex').locator('.cell-value')).toHaveText('Male');
  await cellOf(page, 'age').locator('.cell-label').click();
  await cellOf(page, 'age').getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('dialog')).toContainText('taken back by ana');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto('about:blank');
  await again.stop();
  rmSync(bench.directory, { recursive: true, force: true });
});

test('the map of keys opens on ?, keys can be changed and switched off', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  await dialog.getByRole('button', { name: /Change the key for: Accept the proposal/ }).click();
  await page.keyboard.press('d');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await expect(page.locator('#progress')).toContainText('0 of 17');
  await page.keyboard.press('d');
  await expect(page.locator('#progress')).toContainText('1 of 17');
  await page.keyboard.press('?');
  await dialog.getByRole('checkbox').check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.waitForTimeout(200);
  await expect(page.locator('#progress')).toContainText('1 of 17');
  await page.keyboard.press('Enter');
  await expect(page.locator('#progress')).toContainText('2 of 17');
});

test('done is asked again over open fields; the next case waits to be seen, and leads back', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const finish = page.locator('#finish');
  await finish.dblclick();
  await expect(page.locator('#toast')).toHaveText(/^17 fields are still open\. Press again/);
  await page.keyboard.press('Control+z');
  await expect(page.locator('#toast')).toHaveText('Nothing to undo in this case.');
  await expect(bench.review('eurorad-1'), 'nothing was written').rejects.toThrow('ENOENT');

  // A key that was meant for the case before comes while the next one opens.
  await page.addInitScript(() => {
    if (!location.pathname.endsWith('eurorad-2')) return;
    addEventListener('DOMContentLoaded', () => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
  });
  await finish.press('Enter');
  await page.waitForURL(/eurorad-2$/);
  await page.waitForTimeout(500);
  await expect(bench.review('eurorad-2'), 'nothing was decided').rejects.toThrow('ENOENT');

  await page.keyboard.press('Control+z');
  await expect(page.locator('#before')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/eurorad-1$/);
  await expect(page.locator('#before')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(finish).toHaveText('Done, next case');
});

test('a long list is run through with the arrows, and Enter decides', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const modality = cellOf(page, 'modality', 'i1');
  await modality.locator('.cell-label').click();
  await page.keyboard.press('e');
  const list = modality.locator('select');
  await expect(list, 'begins with what is proposed').toHaveValue('X-ray');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(list).toHaveValue('MRI');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(modality.locator('.cell-value')).toHaveText('CT');
  await allSaved(page);
  const { events } = await bench.review('eurorad-1');
  expect(events.flatMap((event) => (event.kind === 'decide' ? [event.value] : []))).toEqual(['CT']);
});
