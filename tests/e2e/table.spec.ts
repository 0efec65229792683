import { actionOf } from '../../curation/review/actions.ts';
import { decideCase, keysOf } from './helpers/annotator.ts';
import { allSaved, cellOf, expect, startBench, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

test('twenty films in a table: the same cursor, keys and answers, columns filled down and undone as one', async ({
  page,
}) => {
  const bench = await startBench({ cases: 1, films: 20 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const table = page.getByRole('grid', { name: 'Images of Patient' });
  const toast = page.locator('#toast');
  const place = async (field: string, image: string) =>
    table.locator(`[data-for="${await cellOf(page, field, image).getAttribute('id')}"]`);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const events = async () => (await bench.review('eurorad-1')).events;

  // From a field of the patient to the first open cell; the picture, the list and the table are on the same one.
  await press('#');
  await expect(table.getByRole('row')).toHaveCount(21);
  await expect(await place('offset', 'i1')).toBeFocused();
  await press('Enter', 'ArrowDown', 'ArrowRight');
  await expect(await place('view', 'i3')).toBeFocused();
  await expect(page.locator('.thumb[aria-current="true"]')).toHaveAttribute('data-image', 'i3');
  await expect(cellOf(page, 'view', 'i3')).toHaveClass(/active/);
  expect(await violations(page)).toEqual([]);
  const states = table.locator('[data-state]');
  await expect(states.first()).toContainText('decided');
  await expect(await place('view', 'i3')).toContainText('PA, proposed');

  // A digit answers, and the next open one of the column comes; Shift Enter takes the rest of it, each its own.
  await press('2');
  await expect(await place('view', 'i3')).toContainText('decided');
  await expect(await place('view', 'i4')).toBeFocused();
  await press('Shift+Enter');
  await expect(toast).toHaveText('View: what was proposed for 17 images. Undo with Ctrl Z.');
  await expect(table.locator('[data-state="proposed"]')).toHaveCount(19 + 2 + 20);

  // A range is selected and answered once, and the answer filled down; it is undone as one.
  await (await place('offset', 'i5')).click();
  await press('Control+ArrowDown', 'Shift+ArrowUp');
  await expect(table.locator('[aria-selected="true"]')).toHaveCount(15);
  await expect(page.locator('.thumb[aria-pressed="true"]')).toHaveCount(15);
  await press('9', 'Enter');
  await expect(await place('offset', 'i5')).toBeFocused();
  await press('Control+d');
  await expect(toast).toHaveText('Day of image: day 9 from onset for 14 images. Undo with Ctrl Z.');
  await allSaved(page);
  const filled = (await events()).slice(-14);
  expect(new Set(filled.map(({ id }) => actionOf(id))).size).toBe(1);
  expect(filled.at(-1)).toMatchObject({ target: { image: 'i19' }, value: 9 });
  await press('Control+z');
  await expect(toast).toHaveText(/^Day of image: .* and 13 more taken back$/);
  await expect(await place('offset', 'i6')).toContainText('proposed');

  // Of an open cell what is proposed is filled down, into rows selected by pointer too.
  await (await place('modality', 'i2')).click();
  await (await place('modality', 'i4')).click({ modifiers: ['Shift'] });
  await press('Control+d');
  await expect(toast).toHaveText('Modality: X-ray for 3 images. Undo with Ctrl Z.');
  // Without a selection a cell takes what stands above it.
  await (await place('view', 'i2')).click();
  await press('Control+d');
  await expect(toast).toHaveText('View: PA for 2 images. Undo with Ctrl Z.');
  await press('Escape');
  await expect(table).toHaveCount(0);
  await expect(page.locator('[data-cell].active')).toBeFocused();
  await bench.stop();
});

test('the sure ones are shown with their words, then taken by one key and undone as one', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const take = page.getByRole('button', { name: 'Take the 14 sure ones' });
  const visible = page.locator('#fields [data-cell]:visible');
  await expect(page.locator('[data-sure]:is([data-cell])')).toHaveCount(14);
  await page.keyboard.press('g');
  await expect(take).toHaveAttribute('aria-pressed', 'true');
  await expect(visible).toHaveCount(14);
  await expect(cellOf(page, 'age')).toContainText('54-year-old');
  expect(await violations(page)).toEqual([]);

  // Not before each of them was on the screen, and never by a second click of a double click.
  await take.dblclick();
  await expect(page.locator('#progress')).toContainText('0 of 17');
  await page.waitForTimeout(600);
  await page.keyboard.press('g');
  await expect(page.locator('#toast')).toHaveText('14 sure fields taken. Undo with Ctrl Z.');
  await allSaved(page);
  const taken = (await bench.review('eurorad-1')).events.filter((event) => event.kind === 'decide');
  expect(taken).toHaveLength(14);
  expect(new Set(taken.map(({ id }) => actionOf(id))).size).toBe(1);
  await expect(cellOf(page, 'sex'), 'what is left, from the top').toBeFocused();
  await expect(take).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.locator('#progress')).toContainText('0 of 17');

  // Only what a person must decide; when that is done, the sure ones are offered.
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'To decide 3' })).toHaveAttribute('aria-pressed', 'true');
  await expect(visible).toHaveCount(3);
  await page.reload();
  await expect(visible).toHaveCount(3);
  await expect(cellOf(page, 'sex')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(take).toBeFocused();
  await allSaved(page);
  await page.keyboard.press('Enter');
  await expect(visible).toHaveCount(14);
  await page.waitForTimeout(600);
  expect(keysOf(await decideCase(page))).toEqual(['g', 'g', 'Enter']);
  await expect(page.locator('#progress')).toContainText('17 of 17');
  await expect(page.locator('#finish')).toBeFocused();
});
