import type { Page } from '@playwright/test';
import type { Review } from '../../data/format/review.ts';
import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { beside, changeCase } from './helpers/staged.ts';

/** As a far-away server: every save takes this long to be answered. */
async function slowly(page: Page, milliseconds: number): Promise<void> {
  await page.route(/\/cases\/[^/]+\/(decisions|undo|redo|status|images\/[^/]+\/assign)$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await route.continue();
  });
}

/** Decisions that stand, in the order they were made: field, image and value. */
const decided = ({ events }: Review) => {
  const undone = new Set(events.flatMap((event) => (event.kind === 'undo' ? [event.of] : [])));
  return events.flatMap((event) =>
    event.kind === 'decide' && !undone.has(event.id)
      ? [[event.field, event.target.image ?? '', event.value] as const]
      : [],
  );
};

/** Fields of the first case in the order of the page, with what one key accepts. */
const expected = [
  ['day_zero', '', 'onset'],
  ['sex', '', 'male'],
  ['age', '', 54],
  ['location', '', 'Bergamo'],
  ['finding', '', 'Pneumonia/Viral/COVID-19'],
  ['RT_PCR_positive', '', 'yes'],
  ['survival', '', 'yes'],
];

for (const delay of [0, 25, 300]) {
  test(`seventeen keys as fast as can be, each answered after ${delay} ms, decide seventeen fields in order`, {
    tag: delay === 25 ? [] : '@long',
  }, async ({ page, bench }) => {
    await page.goto(`${bench.url}/cases/eurorad-1`);
    await slowly(page, delay);
    // One script run: no key waits for anything, not even for the test.
    await page.keyboard.press('Enter');
    const keys = ['2', ...'Enter Enter Enter n u'.split(' '), ...Array<string>(10).fill('a')];
    for (const key of keys) await page.keyboard.press(key, { delay: 0 });
    await expect(page.locator('#progress')).toContainText('17 of 17', { timeout: 60_000 });
    await allSaved(page);
    await expect(page.locator('#finish')).toBeFocused();
    const found = decided(await bench.review('eurorad-1'));
    expect(found).toHaveLength(17);
    expect(new Set(found.map(([field, image]) => `${field}|${image}`)).size).toBe(17);
    expect(found.slice(0, 7)).toEqual(
      expected.map(([field, image, value]) => [
        field,
        image,
        field === 'sex'
          ? 'female'
          : field === 'RT_PCR_positive'
            ? 'no'
            : field === 'survival'
              ? 'unclear'
              : value,
      ]),
    );
  });
}

test('keys of one burst: typed numbers, the last key and the next case all come in order', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 250);
  for (const key of ['Enter', 'Enter', '6', '1', 'Enter']) await page.keyboard.press(key, { delay: 0 });
  for (let key = 0; key < 15; key += 1) await page.keyboard.press('Enter', { delay: 0 });
  await page.waitForURL(/eurorad-2$/, { timeout: 60_000 });
  await expect(page.locator('#progress')).toContainText('0 of 17');
  await expect(page.locator('.pane img').first()).toBeVisible();
  const { events } = await bench.review('eurorad-1');
  expect(events.filter((event) => event.kind === 'decide')).toHaveLength(17);
  expect(events.find((event) => event.kind === 'decide' && event.field === 'age')).toMatchObject({
    value: 61,
  });
  expect(events.at(-1)).toMatchObject({ kind: 'status', status: 'done' });
});

test('undo pressed before the answer it takes back has arrived takes back that answer', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 250);
  for (const key of ['Enter', 'Enter', 'Enter', 'Control+z']) await page.keyboard.press(key, { delay: 0 });
  await expect(page.locator('#progress')).toContainText('2 of 17', { timeout: 15_000 });
  await allSaved(page);
  expect(decided(await bench.review('eurorad-1')).map(([field]) => field)).toEqual(['day_zero', 'sex']);
});

test('a key pressed after a rejection waits until it is seen what else is proposed', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 300);
  await cellOf(page, 'age').locator('.cell-label').click();
  for (const key of ['x', 'Enter', 'Enter']) await page.keyboard.press(key, { delay: 0 });
  await expect(page.locator('#progress')).toContainText('2 of 17', { timeout: 15_000 });
  await allSaved(page);
  expect(decided(await bench.review('eurorad-1'))).toEqual([
    ['age', '', null],
    ['location', '', 'Bergamo'],
  ]);
});

test('a field that a quality round opens again after the last key takes the next key', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/agreement`);
  await page.getByLabel(/Name of the quality round/).fill('Spring');
  await page.getByLabel(/wrong suggestions/).fill('50');
  await page.getByRole('button', { name: 'Keep these settings' }).click();
  await page.goto(`${bench.url}/cases/eurorad-1`);
  // The first answer comes when the last key was pressed.
  let open = () => {};
  const pressed = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route(/\/decisions$/, async (route) => {
    await pressed;
    await route.continue();
  });
  for (let key = 0; key < 17; key += 1) await page.keyboard.press('Enter', { delay: 0 });
  await expect(page.locator('#finish')).toBeFocused();
  open();
  await allSaved(page);
  await expect(page.locator('#toast')).toContainText('wrong on purpose');
  const left = async (): Promise<number> => Number(await page.locator('#progress').getAttribute('data-left'));
  expect(await left()).toBeGreaterThan(0);
  for (let before = await left(); before > 0; before = await left()) {
    await page.keyboard.press('Enter');
    await expect.poll(left).toBe(before - 1);
  }
  await expect(page.locator('#finish')).toBeFocused();
});

test('a key pressed while an image is being given to a patient is that image’s, in order', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    changeCase(workspace, 'eurorad-1', (draft) => ({
      ...draft,
      images: draft.images.map((image) => ({ ...image, patient: null })),
    })),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 500);
  await cellOf(page, 'view', 'i1').locator('.cell-label').click();
  await page
    .locator('[data-group-image="i2"] .assign')
    .getByRole('button', { name: 'a new patient' })
    .click();
  for (const key of ['1', 'ArrowUp', '2']) await page.keyboard.press(key, { delay: 0 });
  await expect(page.locator('.of-patient')).toHaveCount(2);
  await expect
    .poll(async () => decided(await bench.review('eurorad-1')))
    .toEqual([
      ['view', 'i2', 'PA'],
      ['view', 'i2', 'AP'],
    ]);
  await allSaved(page);
});

test('pointing elsewhere while keys wait drops them, and says so', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 700);
  await cellOf(page, 'age').locator('.cell-label').click();
  for (const key of ['x', 'Enter']) await page.keyboard.press(key, { delay: 0 });
  await cellOf(page, 'sex').locator('.cell-label').click();
  await expect(page.locator('#toast')).toContainText('were not taken');
  await allSaved(page);
  expect(decided(await bench.review('eurorad-1'))).toEqual([]);
});

test('a refused answer keeps its place and does not pull back who has gone on', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await slowly(page, 300);
  await cellOf(page, 'age').locator('.cell-label').click();
  for (const key of ['5', '4', '0', 'Enter', 'Enter', 'Enter']) await page.keyboard.press(key, { delay: 0 });
  await expect(page.locator('#progress')).toContainText('2 of 17', { timeout: 15_000 });
  await allSaved(page);
  await expect(page.locator('#toast')).toContainText('not between 0 and 120');
  await expect(cellOf(page, 'age')).toHaveAttribute('data-open', '1');
  await expect(cellOf(page, 'RT_PCR_positive')).toBeFocused();
  expect(decided(await bench.review('eurorad-1')).map(([field]) => field)).toEqual(['location', 'finding']);
});

test('a key that is held down decides one field', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.keyboard.down('Enter');
  for (let again = 0; again < 5; again += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(page.locator('#progress')).toContainText('1 of 17');
  await allSaved(page);
  expect(decided(await bench.review('eurorad-1'))).toHaveLength(1);
});

test('what is typed while a comment’s panel is on its way is the comment, and decides nothing', async ({
  page,
  bench,
}) => {
  await page.route(/\/comments\?/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  for (const key of 'cyes') await page.keyboard.press(key, { delay: 0 });
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveValue('yes');
  await page.keyboard.press('Escape');
  await expect(page.locator('#progress')).toContainText('0 of 17');
  await expect(bench.review('eurorad-1'), 'nothing was written').rejects.toThrow('ENOENT');
});
