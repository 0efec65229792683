import type { Page } from '@playwright/test';
import { actionOf } from '../../curation/review/actions.ts';
import { allSaved, cellOf, expect, test } from './helpers/bench.ts';

test('one key records "not stated" for what is left of a patient, and one undo takes it back', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const silent = page.locator('[data-cell][data-open="1"] .cell-value.silent');
  const proposed = page.locator('[data-cell][data-open="1"] .cell-value.proposed');
  await expect(proposed.first()).toBeVisible();
  const first = await silent.count();
  // What is rejected and has no other proposal joins what nothing was found for; day 0 has a word of its own.
  for (const [at, field] of ['day_zero', 'went_icu'].entries()) {
    await cellOf(page, field).locator('.cell-label').click();
    await page.keyboard.press('x');
    await expect(silent).toHaveCount(first + at + 1);
    await allSaved(page);
  }
  const [before, others] = [first + 2, await proposed.count()];
  expect(others).toBeGreaterThan(0);
  const earlier = (await bench.review('eurorad-1')).events.length;
  await page.keyboard.press('b');
  await expect(silent).toHaveCount(0);
  await allSaved(page);
  await expect(page.locator('#toast')).toHaveText(
    `Not stated: ${before - 1} field${before === 2 ? '' : 's'}. Day 0 is: Not known. Undo with Ctrl Z.`,
  );
  await expect(proposed).toHaveCount(others);
  const events = (await bench.review('eurorad-1')).events.slice(earlier);
  expect(events).toHaveLength(before);
  expect(new Set(events.map(({ id }) => actionOf(id))).size).toBe(1);
  await expect(page.getByRole('button', { name: 'Not stated for the rest' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(silent).toHaveCount(before);
  await page.getByRole('button', { name: 'Not stated for the rest' }).click();
  await expect(silent).toHaveCount(0);
  await allSaved(page);

  // Beside the picture alone the fields are hidden: the key brings them back, and decides nothing.
  await cellOf(page, 'view', 'i1').locator('.cell-label').click();
  const decided = (await bench.review('eurorad-1')).events.length;
  await page.keyboard.press('z');
  await expect(page.locator('.desk[data-alone]')).toHaveCount(1);
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.desk[data-alone]')).toHaveCount(0);
  await allSaved(page);
  expect((await bench.review('eurorad-1')).events).toHaveLength(decided);
});

/** Presses keys one by one, and counts them. */
const counting = (page: Page) => {
  const count = { keys: 0, sent: 0 };
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/(decisions|answers)$/.test(request.url())) count.sent += 1;
  });
  return {
    count,
    async press(...keys: string[]) {
      for (const key of keys) {
        count.keys += 1;
        await page.keyboard.press(key);
      }
    },
  };
};

test('forty films of three fields: three keys and three answers instead of 120, each undone as one, also over an outage', async ({
  page,
  benches,
}) => {
  const bench = await benches.start({ cases: 1, films: 40 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const { count, press } = counting(page);
  const toast = page.locator('#toast');
  const open = (field: string) => page.locator(`[data-field="${field}"][data-image^="i"][data-open="1"]`);
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();

  // The proposals, each image its own; pressed without looking, as the cursor goes on to what is still open.
  const left = page.locator('[data-image^="i"][data-open="1"]');
  await expect(left).toHaveCount(120);
  await press('Shift+Enter', 'Shift+Enter', 'Shift+Enter');
  await expect(left).toHaveCount(0);
  await allSaved(page);
  expect(count).toEqual({ keys: 3, sent: 3 });
  await press('Control+z', 'Control+z', 'Control+z');
  await expect(left).toHaveCount(120);
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();
  await press('Shift+Enter');
  await expect(toast).toHaveText('Day of image: what was proposed for 40 images. Undo with Ctrl Z.');
  await expect(open('offset')).toHaveCount(0);
  await press('Control+z');
  await expect(open('offset')).toHaveCount(40);

  // A typed value, from the third image on; what follows asks for nothing more.
  await cellOf(page, 'offset', 'i3').locator('.cell-label').click();
  await press('3', '-', '5', 'Shift+Enter');
  await expect(toast).toHaveText('Day of image: days 3 to 5 from onset for 37 images. Undo with Ctrl Z.');
  await expect(open('offset')).toHaveCount(2);
  const { events } = await bench.review('eurorad-1');
  expect(events.findLast((event) => event.kind === 'decide')).toMatchObject({
    target: { image: 'i40' },
    day: { from: 3, to: 5, certainty: 'range' },
  });

  // Without the network the move waits, and nothing is said to be done.
  await cellOf(page, 'view', 'i1').locator('.cell-label').click();
  await page.context().setOffline(true);
  await press('Shift+Enter');
  await expect(page.locator('#saved')).toContainText('Not saved');
  await expect(open('view')).toHaveCount(40);
  await page.context().setOffline(false);
  await expect(toast).toHaveText('View: what was proposed for 40 images. Undo with Ctrl Z.');
  await expect(open('view')).toHaveCount(0);
  await allSaved(page);

  // Selected in the strip, what was decided is answered again.
  await page.locator('.thumb[data-image="i4"]').click();
  await page.locator('.thumb[data-image="i6"]').click({ modifiers: ['Shift'] });
  await page.locator('.thumb[data-image="i9"]').focus();
  await press('Space');
  await expect(page.locator('.thumb[aria-pressed="true"]')).toHaveCount(4);
  await cellOf(page, 'view', 'i4').locator('.cell-label').click();
  await press('1');
  await cellOf(page, 'view', 'i4').locator('.cell-label').click();
  await page.getByRole('button', { name: 'The same for 4 selected' }).click();
  await expect(toast).toHaveText('View: PA for 3 images. Undo with Ctrl Z.');
  for (const image of ['i4', 'i5', 'i6', 'i9'])
    await expect(cellOf(page, 'view', image).locator('.cell-value')).toHaveText('PA');
  await expect(page.locator('.thumb[aria-pressed="true"]')).toHaveCount(0);
  await press('Control+z');
  await expect(cellOf(page, 'view', 'i6').locator('.cell-value')).toHaveText('AP Supine');
  await allSaved(page);
  await page.goto('about:blank');
  await bench.stop();
});
