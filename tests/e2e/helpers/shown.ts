import type { Locator, Page } from '@playwright/test';
import { allSaved, test as bare, cellOf, expect, type RunningBench } from './bench.ts';

/** A case of five films of one patient, in a workbench of its own. */
export const test = bare.extend({ started: { cases: 1, films: 5 } });

export const thumb = (page: Page, image: string): Locator => page.locator(`.thumb[data-image="${image}"]`);
export const mark = (page: Page, image: string): Locator =>
  page.locator(`.mark.image[data-image="${image}"]`);
export const viewOf = (page: Page, image: string): Locator =>
  cellOf(page, 'view', image).locator('.cell-label');

/** The image shown, as every part of the page marks it; fails where they differ. */
export async function expectShown(page: Page, image: string, asked = image): Promise<void> {
  await expect(thumb(page, image)).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.thumb[aria-current]')).toHaveCount(1);
  await expect(page.locator('.pane[aria-current="true"]')).toHaveAttribute('data-image', image);
  const groups = page.locator('.group.is-shown');
  await expect(groups).toHaveCount(asked === '' ? 0 : 1);
  if (asked === '') return;
  await expect(groups).toHaveAttribute('data-group-image', asked);
  await expect(groups.locator('.group-image')).toHaveAttribute('aria-current', 'true');
  const marks = page.locator('#timeline .mark[aria-current]');
  for (const one of await marks.all()) await expect(one).toHaveAttribute('data-image', asked);
}

/** Presses the key of a view, and finds on the disk which image was given it. */
export async function expectAnswer(page: Page, bench: RunningBench, image: string, key = '1'): Promise<void> {
  await expect(page.locator('.cell.active')).toHaveAttribute('data-field', 'view');
  await expect(page.locator('.cell.active')).toHaveAttribute('data-image', image);
  await expect(page.locator('#saved')).not.toHaveText('Saving…');
  const before = await decided(bench);
  await page.keyboard.press(key);
  await expect.poll(async () => (await decided(bench)).length).toBe(before.length + 1);
  expect((await decided(bench)).at(-1)).toEqual(['view', image, key === '1' ? 'PA' : 'AP']);
  await allSaved(page);
}

export async function decided(bench: RunningBench): Promise<unknown[][]> {
  const { events } = await bench.review('eurorad-1').catch(() => ({ events: [] }));
  return events.flatMap((event) =>
    event.kind === 'decide' ? [[event.field, event.target.image ?? event.target.patient, event.value]] : [],
  );
}

export const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
