import { rmSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { foldReview } from '../../curation/record/fold.ts';
import { outgoingImages } from '../../curation/record/images.ts';
import type { Case } from '../../data/format/case.ts';
import { addPanelPaper, films } from '../server/helpers/panel-figure.ts';
import { makeWorkspace } from '../server/helpers/workbench.ts';
import { expect, type RunningBench, test } from './helpers/bench.ts';
import { beside } from './helpers/staged.ts';
import { violations } from './helpers/violations.ts';

let bench: RunningBench;
let id: string;
let record: Case;

test.beforeEach(async ({ benches }) => {
  const { directory, workspace } = await makeWorkspace(1, 1);
  id = await addPanelPaper(workspace);
  record = (await workspace.cases.get(id)) as Case;
  await workspace.close();
  bench = await benches.start({ directory });
});
test.afterEach(async ({ page }) => {
  // A page that still loads its pictures is left before its server goes: nothing of that is a fault.
  await page.close();
  await bench.stop();
  rmSync(bench.directory, { recursive: true, force: true });
});

const open = (page: Page, image: string) => page.goto(`${bench.url}/cases/${id}/images/${image}/parts`);
const box = (page: Page, letter: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^Panel ${letter}: `) });
const going = async () => outgoingImages(record, foldReview(await bench.review(id)));
/** Until what was saved or undone stands on the page. */
const settled = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const panels = page.locator('#panels');
  const before = (await panels.getAttribute('data-etag')) ?? '';
  await act();
  await expect(panels).not.toHaveAttribute('data-etag', before);
  await expect(page.locator('#live')).toHaveText(/^(Saved|Undone)/);
};
const rectangleOf = async (panel: string) =>
  (await going()).find((image) => image.figure === 'Figure 1' && image.panel === panel)?.parent?.rectangle;

test('by keyboard: confirmed with one key, figure after figure; redrawn, named, undone', async ({ page }) => {
  await open(page, 'f1');
  await expect(page.locator('.panels .page-head')).toContainText('not confirmed yet');
  await expect(page.getByRole('button', { name: 'Confirm panels' })).toBeFocused();
  await settled(page, () => page.keyboard.press('Enter'));
  await expect(page.locator('.panels .page-head')).toContainText('confirmed by ana');
  expect((await going()).map((image) => image.id)).toEqual(['f1-a', 'f1-b', 'f2']);

  // Panel b begins 40 pixels too far left: moved right, its corner pulled back.
  await box(page, 'b').focus();
  for (let tens = 0; tens < 4; tens += 1) await page.keyboard.press('Control+ArrowRight');
  await expect(box(page, 'b')).toHaveAccessibleName(/left 300,/);
  for (let tens = 0; tens < 4; tens += 1) await page.keyboard.press('Control+Shift+ArrowLeft');
  for (let tens = 0; tens < 4; tens += 1) await page.keyboard.press('Control+ArrowRight');
  for (let ones = 0; ones < 2; ones += 1) await page.keyboard.press('ArrowLeft');
  for (let ones = 0; ones < 2; ones += 1) await page.keyboard.press('ArrowRight');
  await expect(box(page, 'b')).toHaveAccessibleName(`Panel b: left 340, top 0, 320 by 400 pixels`);
  await settled(page, () => page.keyboard.press('Control+Enter'));
  expect(await rectangleOf('b')).toEqual(films.b);

  // A letter names the box at hand; its part of the caption is typed.
  await box(page, 'b').focus();
  await page.keyboard.press('c');
  const row = page.locator('.panels-list li.is-current');
  await row.getByLabel('part of the caption').fill('Nine days later');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('does not stand in the caption');
  await row.getByLabel('part of the caption').fill('after intubation');
  await settled(page, () => page.keyboard.press('Control+Enter'));
  expect(await rectangleOf('c')).toEqual(films.b);

  // Removed, and the removal taken back.
  await box(page, 'c').focus();
  await page.keyboard.press('Delete');
  await expect(box(page, 'a')).toBeFocused();
  await settled(page, () => page.keyboard.press('Control+Enter'));
  expect((await going()).map((image) => image.panel)).toEqual(['a', null]);
  await settled(page, () => page.keyboard.press('Control+z'));
  await expect(page.locator('#live')).toHaveText('Undone.');
  expect(await rectangleOf('c')).toEqual(films.b);

  // A panel from nothing: added, and made as large as the picture by its numbers.
  await open(page, 'f2');
  await page.getByRole('button', { name: 'One picture, no panels' }).focus();
  await page.getByRole('button', { name: 'Panel', exact: true }).press('Enter');
  await expect(box(page, 'c')).toBeFocused();
  expect(
    (await bench.review(id)).events.some((event) => event.kind === 'image-cut' && event.parent === 'f2'),
  ).toBe(false);
});

test('keys pressed while a save is on its way go on from where they were', async ({ page }) => {
  await page.route(/\/parts$/, async (route) => {
    if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await open(page, 'f1');
  await box(page, 'b').focus();
  await settled(page, async () => {
    for (const key of ['Control+Enter', 'ArrowLeft', 'ArrowLeft', 'd'])
      await page.keyboard.press(key, { delay: 0 });
  });
  expect((await rectangleOf('b'))?.x).toBe(300);
  await expect(box(page, 'd')).toBeFocused();
  await expect(box(page, 'd')).toHaveAccessibleName(/left 298, top 0, 360 by 400 pixels/);
  await settled(page, () => page.keyboard.press('Control+Enter'));
  expect((await rectangleOf('d'))?.x).toBe(298);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('#toast')).toHaveText('Nothing has changed since it was saved.');
});

test('by pointer: boxes dragged, pulled at a corner, drawn and removed, words selected', async ({ page }) => {
  await open(page, 'f1');
  const picture = page.locator('.panels-stage img');
  const area = await picture.boundingBox();
  if (!area) throw new Error('no picture');
  const scale = area.width / 660;
  const drag = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(area.x + from[0] * scale, area.y + from[1] * scale);
    await page.mouse.down();
    await page.mouse.move(area.x + to[0] * scale, area.y + to[1] * scale, { steps: 6 });
    await page.mouse.up();
  };
  const numbers = async (letter: string) =>
    /left (\d+), top (\d+), (\d+) by (\d+)/
      .exec((await box(page, letter).getAttribute('aria-label')) ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  // The upper left corner of b is pulled 40 pixels to the right.
  await drag([300, 0], [340, 0]);
  const [left = 0, , width = 0] = await numbers('b');
  expect(Math.abs(left - 340)).toBeLessThanOrEqual(2);
  expect(Math.abs(width - 320)).toBeLessThanOrEqual(2);
  // The whole of a is dragged 12 pixels down, as far as the picture goes.
  await drag([0, 400], [0, 300]);
  await drag([160, 150], [172, 190]);
  const [x = 0, y = 0] = await numbers('a');
  expect(Math.abs(x - 12)).toBeLessThanOrEqual(2);
  expect(Math.abs(y - 40)).toBeLessThanOrEqual(2);
  // A third one is drawn on what is free now.
  await drag([20, 10], [120, 30]);
  await expect(box(page, 'c')).toBeVisible();
  const row = page.locator('.panels-list li', { has: page.getByRole('button', { name: 'remove Panel c' }) });
  await expect(row).toHaveClass(/is-current/);
  const words = await page.evaluate(() => {
    const text = document.getElementById('panels-caption')?.firstChild as Text;
    const range = document.createRange();
    const at = text.data.indexOf('opacities on the right');
    range.setStart(text, at);
    range.setEnd(text, at + 'opacities on the right'.length);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return String(getSelection());
  });
  await page.locator('#panels-caption').dispatchEvent('pointerup');
  await expect(row.getByLabel('part of the caption')).toHaveValue(words);
  await page.getByRole('button', { name: 'Confirm panels' }).click();
  await expect(page.locator('.panels .page-head')).toContainText('confirmed by ana');
  expect((await going()).map((image) => image.panel).sort()).toEqual(['a', 'b', 'c', null]);
  await page.getByRole('button', { name: 'remove Panel c' }).click();
  await expect(box(page, 'c')).toHaveCount(0);
  await settled(page, () => page.getByRole('button', { name: 'Save' }).click());
  expect((await going()).map((image) => image.panel)).toEqual(['a', 'b', null]);
});

test('is reached from the image menu of the case page', async ({ page }) => {
  await page.goto(`${bench.url}/cases/${id}`);
  await page.keyboard.press('q');
  await page.getByRole('dialog').getByRole('link', { name: 'Confirm or redraw panels' }).click();
  await expect(page.getByRole('heading', { name: 'Panels of Figure 1' })).toBeVisible();
});

test('the panels have no violations of WCAG 2.2 AA, and nothing runs off the side', async ({ page }) => {
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, 'f1');
    await box(page, 'b').focus();
    expect(await violations(page), `${width} wide`).toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBeLessThanOrEqual(0);
  }
});

test('images that are nobody’s go to one patient at once, or one by one, or the rest along with one', async ({
  page,
}) => {
  const nobodys = 'paper-10.5555-nobodys';
  await beside(bench.directory, async (workspace) => {
    const { format: _, rev: __, ...draft } = record;
    const images = record.images.map((image) => ({ ...image, patient: null }));
    await workspace.cases.put({ ...draft, id: nobodys, patients: [], images });
  });
  const owners = async () => Object.fromEntries(foldReview(await bench.review(nobodys)).assigned);
  await page.goto(`${bench.url}/cases/${nobodys}`);
  const all = page.getByRole('button', { name: 'All images are of one patient' });
  await all.click();
  await expect(page.locator('.of-patient')).toHaveCount(1);
  await expect(page.locator('.assign')).toHaveCount(0);
  expect(await owners()).toEqual({ f1: 'p1', 'f1-a': 'p1', 'f1-b': 'p1', f2: 'p1' });
  await page.keyboard.press('Control+z');
  await expect(all).toBeVisible();
  expect(await owners()).toEqual({});

  await page.keyboard.press('q');
  await page.getByRole('dialog').getByRole('button', { name: 'a new patient' }).click();
  const second = page.locator('.assign').first();
  await second.getByRole('button', { name: 'a new patient' }).click();
  await expect(page.locator('.of-patient')).toHaveCount(2);
  const third = page.locator('.assign').first();
  await third.getByRole('checkbox', { name: /other \d images? of nobody/ }).check();
  expect(await violations(page)).toEqual([]);
  await third.getByRole('button', { name: 'Patient 1' }).click();
  await expect(page.locator('.assign')).toHaveCount(0);
  expect(Object.values(await owners()).sort()).toEqual(['p1', 'p1', 'p1', 'p2']);
});

test('of a done case nothing changes before a question is answered', async ({ page }) => {
  const cuts = async () => (await bench.review(id)).events.filter(({ kind }) => kind === 'image-cut').length;
  await beside(bench.directory, ({ reviews }) =>
    reviews
      .append(id, [
        {
          id: 'done.0',
          at: '2026-03-02T09:00:00.000Z',
          by: 'ana',
          layer: 'shared',
          kind: 'status',
          status: 'done',
        },
      ])
      .then(() => {}),
  );
  await open(page, 'f1');
  const question = page.getByRole('dialog', { name: 'This case is done' });
  for (const button of ['Confirm panels', 'One picture, no panels']) {
    await page.getByRole('button', { name: button }).press('Enter');
    await expect(question).toBeVisible();
    expect(await violations(page)).toEqual([]);
    // A key meant for the boxes behind saves nothing.
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(page.locator('#panels-list > li')).toHaveCount(2);
  }
  expect(await cuts()).toBe(0);
  await page.getByRole('button', { name: 'Confirm panels' }).press('Enter');
  await settled(page, () => question.getByRole('button', { name: 'Change it' }).press('Enter'));
  expect(await cuts()).toBe(2);
  // Its own step is taken back without a question.
  await settled(page, () => page.keyboard.press('Control+z'));
  await expect(question).toBeHidden();
  await open(page, 'f1');
  await page.getByRole('button', { name: 'Confirm panels' }).press('Enter');
  await expect(question, 'asked on each page').toBeVisible();
});
