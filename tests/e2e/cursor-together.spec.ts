import { allSaved, cellOf, expect } from './helpers/bench.ts';
import { decided, expectAnswer, expectShown, press, test, thumb, viewOf } from './helpers/shown.ts';
import { beside } from './helpers/staged.ts';

test('a conflict shows the image it is about, wherever the keys had gone meanwhile', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i2').click();
  for (const [choice, value] of [
    ['Use mine', 'PA'],
    ['Keep theirs', 'AP'],
  ] as const) {
    const image = choice === 'Use mine' ? 'i2' : 'i3';
    await viewOf(page, image).click();
    await expectShown(page, image);
    await beside(bench.directory, async ({ reviews }) => {
      await reviews.append('eurorad-1', [
        {
          id: `ben-${image}.0`,
          at: '2026-03-02T09:00:00Z',
          by: 'ben',
          kind: 'decide',
          target: { patient: null, image },
          field: 'view',
          value: 'AP',
          basis: { kind: 'person', quote: null },
        },
      ]);
    });
    // The answer goes to the image shown, and the keys go on before the server says that somebody was faster.
    await page.keyboard.press('1');
    await press(page, ']', ']');
    const panel = page.getByRole('alertdialog');
    await expect(panel).toBeFocused();
    await expectShown(page, image);
    await expect(page.locator('.cell.active')).toHaveAttribute('data-image', image);
    await panel.getByRole('button', { name: choice }).press('Enter');
    await expect(panel).toHaveCount(0);
    await allSaved(page);
    await expectShown(page, image);
    await expect(cellOf(page, 'view', image).locator('.cell-value')).toHaveText(value);
    await expectAnswer(page, bench, image, choice === 'Use mine' ? '2' : '1');
  }
});

test('in a blind reading the image shown gets the answer, in the reader’s own layer', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, async ({ claims }) => {
    await claims.requestDoubleReading(['eurorad-1']);
    await claims.claim('eurorad-1', 'ana');
  });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await expect(page.locator('#case')).toHaveAttribute('data-layer', 'reader:ana');
  await viewOf(page, 'i1').click();
  await press(page, ']', ']');
  await expectShown(page, 'i3');
  await expectAnswer(page, bench, 'i3');
  await viewOf(page, 'i1').click();
  await thumb(page, 'i2').click();
  await expectShown(page, 'i2');
  await expectAnswer(page, bench, 'i2', '2');
  await press(page, 'Control+z');
  await expectShown(page, 'i2');
  expect((await bench.review('eurorad-1')).events.every(({ layer }) => layer === 'reader:ana')).toBe(true);
});

test('back from the panels of an image, the image shown gets the answer', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await viewOf(page, 'i1').click();
  await press(page, ']', ']', 'q');
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /[Pp]anels/ })
    .click();
  await expect(page.locator('#panels')).toBeVisible();
  await page.goBack();
  const shown = (await page.locator('.thumb[aria-current]').getAttribute('data-image')) ?? '';
  await viewOf(page, shown).click();
  await press(page, ']');
  const next = (await page.locator('.thumb[aria-current]').getAttribute('data-image')) ?? '';
  await expectShown(page, next);
  await expectAnswer(page, bench, next);
  expect(await decided(bench)).toHaveLength(1);
});
