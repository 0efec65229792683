import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { beside, changeCase } from './helpers/staged.ts';

test('a day stands with its anchor, at once, and ? is the day', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const day = page.locator('.thumb[data-image="i1"] .thumb-day');
  await expect(day).toHaveText('d 4 o');
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();
  await page.keyboard.type('5a');
  await page.keyboard.press('Enter');
  await allSaved(page);
  await expect(day).toHaveText('d 5 a');
  await page.locator('.thumb[data-image="i1"]').click();
  await expect(page.locator('.pane-label')).toHaveText('Figure 1 · d 5 a');
  // Nothing says how far onset and admission are apart: a second count of days, and day 0 stays what it was.
  await expect(page.locator('.course-head')).toContainText('Symptom onset');
  await expect(page.locator('.days')).toHaveCount(2);
  await expect(page.locator('.apart')).toContainText('Admission');
  await expect(page.getByRole('slider', { name: 'Figure 1' })).toHaveAttribute(
    'aria-valuetext',
    'day 5 from admission',
  );
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Enter');
  await allSaved(page);
  await expect(day).toBeEmpty();
  // The overlay follows while the image stays.
  await expect(page.locator('.pane[data-image="i1"] .pane-label')).toHaveText('Figure 1');
  const { events } = await bench.review('eurorad-1');
  const last = events.findLast((event) => event.kind === 'decide');
  expect(last).toMatchObject({ field: 'offset', day: { from: null, to: null, certainty: 'unknown' } });
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the words of the source come first, its facts in one box, and long texts stay light', async ({
  page,
  bench,
}) => {
  const sentence = 'The lungs were clear apart from a few opacities at both bases. ';
  const words = (paragraph: number) => `Paragraph ${paragraph}. ${sentence.repeat(9)}`;
  await beside(bench.directory, (workspace) =>
    changeCase(workspace, 'eurorad-1', (draft) => ({
      ...draft,
      texts: [
        ...Array.from({ length: 120 }, (_, at) => ({
          id: `long${at}`,
          kind: 'discussion' as const,
          heading: null,
          language: 'en',
          text: words(at),
        })),
        ...draft.texts,
      ],
    })),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  // The evidence of the first field lies below 12,000 words, and is in view.
  await expect(page.locator('mark.on').first()).toBeInViewport();
  const took = await page.evaluate(() => {
    const cells = [...document.querySelectorAll<HTMLElement>('[data-cell][data-text]')];
    const start = performance.now();
    for (const cell of cells) cell.querySelector<HTMLElement>('.cell-label')?.click();
    return (performance.now() - start) / cells.length;
  });
  expect(took, 'milliseconds a field').toBeLessThan(100);
  await cellOf(page, 'survival').locator('.cell-label').click();
  await expect(page.locator('mark.on').first()).toBeInViewport();
});
