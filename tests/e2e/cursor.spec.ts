import type { Page } from '@playwright/test';
import { allSaved, cellOf, expect } from './helpers/bench.ts';
import { decided, expectAnswer, expectShown, mark, press, test, thumb, viewOf } from './helpers/shown.ts';
import { beside, changeCase } from './helpers/staged.ts';

/** Every way to another image on a page where nothing else changes: from View of the first image to the one named. */
const ways: readonly [name: string, image: string, go: (page: Page) => Promise<void>][] = [
  ['the keys of the next image', 'i3', (page) => press(page, ']', ']')],
  ['the key of the image before', 'i2', (page) => press(page, ']', ']', '[')],
  ['a thumbnail', 'i3', (page) => thumb(page, 'i3').click()],
  ['a thumbnail by keyboard', 'i4', (page) => thumb(page, 'i4').press('Enter')],
  [
    'arrows in the strip',
    'i3',
    async (page) => {
      await thumb(page, 'i1').focus();
      await press(page, 'ArrowRight', 'ArrowRight');
    },
  ],
  [
    'arrows on the image',
    'i2',
    async (page) => {
      await page.locator('#stage').focus();
      await press(page, 'End', 'ArrowUp', 'Home', 'ArrowRight');
    },
  ],
  // Marks of one day lie on each other; the last is on top.
  ['a mark of the timeline', 'i4', (page) => mark(page, 'i4').click()],
  ['a mark of the timeline by keyboard', 'i2', (page) => mark(page, 'i2').focus()],
  ['the head of its fields', 'i5', (page) => page.locator('[data-show-image="i5"]').click()],
  [
    'another film of the comparison',
    'i2',
    async (page) => {
      await press(page, 'm');
      await page.locator('.pane[data-image="i2"]').click();
      await expect(page.locator('.pane')).toHaveCount(2);
    },
  ],
  [
    'the next image while two are compared',
    'i4',
    async (page) => {
      await press(page, 'm', ']', ']', ']');
      await expect(page.locator('.pane')).toHaveCount(2);
    },
  ],
  [
    'a third beside two, which moves nothing',
    'i1',
    async (page) => {
      await press(page, 'm');
      await thumb(page, 'i4').click({ modifiers: ['Control'] });
      await expect(page.locator('.pane')).toHaveCount(3);
    },
  ],
  ['the fields, one by one', 'i2', (page) => press(page, ...Array<string>(3).fill('j'))],
  ['the field itself', 'i3', (page) => viewOf(page, 'i3').click()],
  ['its words in the source', 'i2', (page) => page.locator('[data-text-id="cap2"] mark').first().click()],
];

test('whichever way another image is chosen, the image shown gets the answer', async ({ page, bench }) => {
  for (const [name, image, go] of ways) {
    await test.step(name, async () => {
      await page.goto(`${bench.url}/cases/eurorad-1`);
      await viewOf(page, 'i1').click();
      await expectShown(page, 'i1');
      await go(page);
      await expectShown(page, image);
      await expectAnswer(page, bench, image);
      await page.reload();
      await expect(cellOf(page, 'view', image).locator('.cell-value')).toHaveText('PA');
      await expect(page.locator('[data-field="view"].is-decided')).toHaveCount(1);
      await press(page, 'Control+z');
      await expect(page.locator('#progress')).toContainText(/^\s*0 of/);
    });
  }
});

test('the next open field, the day of a mark and a dragged mark bring their image', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i2').click();
  await press(page, 'o', 'o');
  await expectShown(page, 'i3');
  await press(page, '9', 'Enter');
  await expect.poll(() => decided(bench)).toEqual([['offset', 'i3', 9]]);
  // On the image that is shown a mark leads to its day.
  await mark(page, 'i4').press('Enter');
  await expectShown(page, 'i4');
  await press(page, '1', '1', 'Enter');
  await expect.poll(async () => (await decided(bench)).at(-1)).toEqual(['offset', 'i4', 11]);
  await allSaved(page);
  await viewOf(page, 'i1').click();
  const box = await mark(page, 'i2').boundingBox();
  if (!box) throw new Error('no mark');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expectShown(page, 'i2');
  await expect.poll(async () => (await decided(bench)).at(-1)?.slice(0, 2)).toEqual(['offset', 'i2']);
  await press(page, 'ArrowRight');
  await expectShown(page, 'i2');
});

test('an image is left out, taken in, cut and given away: the answer stays with what is shown', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const dialog = page.getByRole('dialog');
  await viewOf(page, 'i1').click();
  await press(page, ']', ']', 'q');
  await dialog.getByRole('button', { name: 'a new patient' }).click();
  await expect(page.locator('.of-patient')).toHaveCount(2);
  await expectShown(page, 'i3');
  await expectAnswer(page, bench, 'i3');

  // Its day, after the patient it was given is taken back. Undo goes to what it took back, so the day is chosen after it.
  await press(page, 'Control+z', 'Control+z');
  await expect(page.locator('.of-patient')).toHaveCount(1);
  await allSaved(page);
  await expectShown(page, 'i3');
  await cellOf(page, 'offset', 'i3').locator('.cell-label').click();
  await press(page, '6', 'Enter');
  await expect.poll(async () => (await decided(bench)).at(-1)).toEqual(['offset', 'i3', 6]);
  await allSaved(page);

  // A part cut from the image in hand, then undone while it is shown.
  await viewOf(page, 'i2').click();
  await press(page, 'q');
  await dialog.getByRole('button', { name: 'Part', exact: true }).click();
  await dialog.getByRole('button', { name: 'Cut', exact: true }).click();
  await expect(page.locator('.thumb')).toHaveCount(6);
  await expectShown(page, 'i2');
  await expectAnswer(page, bench, 'i2', '2');
  await press(page, 'Control+z');
  await expect(cellOf(page, 'view', 'i2')).toHaveAttribute('data-open', '1');
  await viewOf(page, 'i2').click();
  await page.locator('.thumb').last().click();
  const cut = (await page.locator('.thumb').last().getAttribute('data-image')) ?? '';
  await expectShown(page, cut);
  await press(page, 'Control+z');
  await expect(page.locator('.thumb')).toHaveCount(5);
  await expectShown(page, 'i5');
  await expectAnswer(page, bench, 'i5');

  // Left out: the field that follows comes with its image; of what is left out nothing is asked, and that is said.
  await viewOf(page, 'i2').click();
  await press(page, 'q');
  await dialog.getByRole('button', { name: 'duplicate' }).click();
  await expect(page.locator('.is-excluded')).toHaveCount(1);
  await expectShown(page, (await page.locator('.cell.active').getAttribute('data-image')) ?? '');
  await viewOf(page, 'i1').click();
  await press(page, ']');
  await expectShown(page, 'i2', '');
  const before = await decided(bench);
  await press(page, '1');
  await expect(page.locator('#toast')).toContainText('is left out: nothing is asked of it');
  await press(page, ']');
  await expectShown(page, 'i3');
  await expectAnswer(page, bench, 'i3', '2');
  expect(await decided(bench)).toHaveLength(before.length + 1);
  await viewOf(page, 'i1').click();
  await thumb(page, 'i2').click();
  await press(page, 'q');
  await dialog.getByRole('button', { name: 'Take it in again' }).click();
  await expect(page.locator('.is-excluded')).toHaveCount(0);
  await expectShown(page, 'i2');
  await expectAnswer(page, bench, 'i2');
});

test('a patient’s field stays in hand from image to image, and becomes that of another patient with its image', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const dialog = page.getByRole('dialog');
  await thumb(page, 'i4').click();
  await press(page, 'q');
  await dialog.getByRole('button', { name: 'a new patient' }).click();
  await expect(page.locator('.of-patient')).toHaveCount(2);
  const sexOf = (patient: string) =>
    page.locator(`[data-cell][data-field="sex"][data-patient="${patient}"]`).locator('.cell-label');
  await sexOf('p1').click();
  await expectShown(page, 'i1');
  await press(page, ']');
  await expectShown(page, 'i2');
  await press(page, '2');
  await expect.poll(() => decided(bench)).toEqual([['sex', 'p1', 'female']]);
  await sexOf('p1').click();
  await thumb(page, 'i4').click();
  await expectShown(page, 'i4');
  await press(page, '1');
  await expect.poll(async () => (await decided(bench)).at(-1)).toEqual(['sex', 'p2', 'male']);
  await sexOf('p1').click();
  await expectShown(page, 'i1');
});

test('what another window saves moves neither the image nor the field', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i1').click();
  await press(page, ']', ']', '1');
  await allSaved(page);
  await beside(bench.directory, async (workspace) => {
    await workspace.reviews.append('eurorad-1', [
      {
        id: 'b1',
        at: '2026-03-02T09:00:00Z',
        by: 'ben',
        kind: 'patient-added',
        patient: 'p2',
        label: 'Another',
      },
      { id: 'b2', at: '2026-03-02T09:00:00Z', by: 'ben', kind: 'image-assigned', image: 'i4', patient: 'p2' },
      {
        id: 'b3',
        at: '2026-03-02T09:00:00Z',
        by: 'ben',
        kind: 'image-excluded',
        image: 'i1',
        reason: 'duplicate',
      },
    ]);
  });
  await press(page, 'Control+z');
  await expect(page.locator('.of-patient')).toHaveCount(2);
  await expectShown(page, 'i3');
  await expectAnswer(page, bench, 'i3');
});

test('images of nobody: the question whose they are shows them, and a new patient keeps them in hand', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    changeCase(workspace, 'eurorad-1', (draft) => ({
      ...draft,
      images: draft.images.map((image) => ({ ...image, patient: image.id === 'i1' ? 'p1' : null })),
    })),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i1').click();
  await page
    .locator('[data-group-image="i3"] .assign')
    .getByRole('button', { name: 'a new patient' })
    .click();
  await expect(page.locator('.of-patient')).toHaveCount(2);
  await expectShown(page, 'i3');
  await expectAnswer(page, bench, 'i3');
  await viewOf(page, 'i4').click();
  await page.locator('[data-group-image="i4"] .more summary').click();
  await page.locator('[data-group-image="i5"] .more summary').click();
  await expectShown(page, 'i5');
  await expectAnswer(page, bench, 'i5');
});

test('a stack scrolled by the wheel is answered as one; past its end the next image is in hand', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    changeCase(workspace, 'eurorad-1', (draft) => ({
      ...draft,
      images: draft.images.map((image, at) => (at < 3 ? { ...image, series: 'a' } : image)),
    })),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i1').click();
  await page.locator('#stage').hover();
  await page.mouse.wheel(0, 100);
  await page.mouse.wheel(0, 100);
  await expectShown(page, 'i3', 'i1');
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();
  await expectShown(page, 'i3', 'i1');
  await press(page, '5');
  await expect(cellOf(page, 'offset', 'i1').locator('[data-entry]')).toBeFocused();
  // What is typed next must not reach the field of the stack that is left.
  await page.locator('#stage').hover();
  await page.mouse.wheel(0, 100);
  await expectShown(page, 'i4');
  await press(page, '7', 'Enter');
  await expect.poll(() => decided(bench)).toEqual([['offset', 'i4', 7]]);
  await viewOf(page, 'i1').click();
  await page.keyboard.press('1');
  await expect
    .poll(async () => (await decided(bench)).slice(1))
    .toEqual(['i1', 'i2', 'i3'].map((image) => ['view', image, 'PA']));
});

test('a finding of the checks and words that fit a field bring the image they are about', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1#field=view&image=i4`);
  await expectShown(page, 'i4');
  await expectAnswer(page, bench, 'i4');
  await viewOf(page, 'i1').click();
  await page.locator('[data-text-id="cap2"]').evaluate((prose) => {
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf('8');
      if (at < 0) continue;
      getSelection()?.setBaseAndExtent(node, at, node, at + 1);
      prose.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      return;
    }
  });
  const offer = page.locator('#offers form', { has: page.locator('small', { hasText: 'Figure 2' }) }).first();
  await offer.getByRole('button').click();
  await allSaved(page);
  await expect.poll(async () => (await decided(bench)).at(-1)?.[1]).toBe('i2');
  await expectShown(page, 'i2');
});
