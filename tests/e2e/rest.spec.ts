import { allSaved, expect, test } from './helpers/bench.ts';

test('one key records "not stated" for what is left of a patient, and one undo takes it back', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const silent = page.locator('[data-cell][data-open="1"] .cell-value.silent');
  const proposed = page.locator('[data-cell][data-open="1"] .cell-value.proposed');
  await expect(proposed.first()).toBeVisible();
  const first = await silent.count();
  // What is rejected and has no other proposal joins what nothing was found for.
  const rejectable = page.locator('[data-cell][data-open="1"]:has([data-reject])');
  for (const at of [1, 2]) {
    await rejectable.first().locator('.cell-label').click();
    await page.keyboard.press('x');
    await expect(silent).toHaveCount(first + at);
    await allSaved(page);
  }
  const [before, others] = [first + 2, await proposed.count()];
  expect(others).toBeGreaterThan(0);
  const earlier = (await bench.review('eurorad-1')).events.length;
  await page.keyboard.press('b');
  await expect(silent).toHaveCount(0);
  await allSaved(page);
  await expect(page.getByText(`Not stated: ${before} fields. Undo with Ctrl Z.`).first()).toBeVisible();
  await expect(proposed).toHaveCount(others);
  const events = (await bench.review('eurorad-1')).events.slice(earlier);
  expect(events).toHaveLength(before);
  expect(new Set(events.map(({ id }) => id.replace(/\.\d+$/, ''))).size).toBe(1);
  await page.keyboard.press('Control+z');
  await expect(silent).toHaveCount(before);
});
