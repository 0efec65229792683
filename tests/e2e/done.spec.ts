import { allSaved, cellOf, expect, type RunningBench, test } from './helpers/bench.ts';
import { beside } from './helpers/staged.ts';
import { violations } from './helpers/violations.ts';

const shownIn = (page: Parameters<typeof cellOf>[0], field: string, image = '') =>
  cellOf(page, field, image).locator('.cell-value');

/** Ana calls the first case done: in the shared layer, or at the end of a blind reading. */
const callDone = (bench: RunningBench, layer: string) =>
  beside(bench.directory, async ({ reviews, claims }) => {
    if (layer !== 'shared') {
      await claims.requestDoubleReading(['eurorad-1']);
      await claims.claim('eurorad-1', 'ana');
    }
    await reviews.append('eurorad-1', [
      { id: 'done.0', at: '2026-03-02T09:00:00.000Z', by: 'ana', layer, kind: 'status', status: 'done' },
    ]);
    if (layer !== 'shared') await claims.setReaderDone(['eurorad-1'], 'ana', true);
  });

test('undo and redo say what they changed and go there, to a field of a patient and of an image', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await cellOf(page, 'sex').locator('.cell-label').click();
  await page.keyboard.press('1');
  await cellOf(page, 'view', 'i2').locator('.cell-label').click();
  await page.keyboard.press('1');
  await allSaved(page);
  const view = await shownIn(page, 'view', 'i2').innerText();
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.press('Control+z');
  await expect(page.locator('#toast')).toHaveText(`View: ${view} taken back`);
  await expect(cellOf(page, 'view', 'i2')).toBeFocused();
  await expect(page.locator('.thumb[aria-current]')).toHaveAttribute('data-image', 'i2');
  await page.keyboard.press('Control+z');
  await expect(page.locator('#toast')).toHaveText('Sex: Male taken back');
  await expect(cellOf(page, 'sex')).toBeFocused();
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.locator('#redo').click();
  await expect(page.locator('#toast')).toHaveText('Sex: Male given again');
  await expect(cellOf(page, 'sex')).toHaveClass(/active/);
  await expect(shownIn(page, 'sex')).toHaveText('Male');
});

for (const [layer, words] of [
  ['shared', 'This case is done'],
  ['reader:ana', 'Your reading is finished'],
] as const) {
  test(`${words}: a change asks first, by keys alone`, async ({ page, bench }) => {
    await callDone(bench, layer);
    const decisions = async () =>
      (await bench.review('eurorad-1')).events.filter(({ kind }) => kind === 'decide').length;
    await page.goto(`${bench.url}/cases/eurorad-1`);
    const question = page.getByRole('dialog', { name: words });
    await cellOf(page, 'sex').locator('.cell-label').click();
    for (const key of ['1', 'Enter']) {
      await page.keyboard.press(key);
      await expect(question).toBeVisible();
      if (key === '1') expect(await violations(page)).toEqual([]);
      await page.keyboard.press(key === 'Enter' ? 'Enter' : 'Escape');
      await expect(question).toBeHidden();
      await expect(cellOf(page, 'sex')).toBeFocused();
    }
    await page.keyboard.press('Control+Shift+z');
    await expect(page.locator('#toast')).toHaveText('Nothing to redo in this case.');
    await expect(question).toBeHidden();
    expect(await decisions()).toBe(0);
    await page.keyboard.press('1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(shownIn(page, 'sex')).toHaveText('Male');
    await allSaved(page);
    // Once said, it holds for the page.
    await cellOf(page, 'sex').locator('.cell-label').click();
    await page.keyboard.press('2');
    await expect(question).toBeHidden();
    await expect(shownIn(page, 'sex')).toHaveText('Female');
    await allSaved(page);
    expect(await decisions()).toBe(2);
  });
}

test('a key given twice says whom it displaces', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.keyboard.press('?');
  const change = page.getByRole('button', { name: 'Change the key for: Not stated', exact: true });
  await change.click();
  await page.keyboard.press('y');
  await expect(page.locator('#keys-note')).toHaveText('“y” was the key for “Yes”, which has “s” now.');
  await expect(change).toBeFocused();
  expect(await violations(page)).toEqual([]);
});
