import type { Locator, Page } from '@playwright/test';
import { allSaved, test as bare, expect } from './helpers/bench.ts';
import { ofThreePatients } from './helpers/paper-case.ts';
import { beside, changeCase } from './helpers/staged.ts';
import { violations } from './helpers/violations.ts';

/** A case of six films of one patient, and the same films as a paper of three. */
const test = bare.extend({
  started: { cases: 2, films: 6 },
  bench: async ({ bench }, use) => {
    await beside(bench.directory, (workspace) => changeCase(workspace, 'eurorad-2', ofThreePatients));
    await use(bench);
  },
});

const box = async (one: Locator) => {
  const found = await one.boundingBox();
  if (!found) throw new Error('it is not on the page');
  return found;
};
const panes = (page: Page) => page.locator('.pane');
const shift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) moved += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(moved), 300);
      }),
  );

test('the picture has room at 1280 x 800, and on a tablet everything is within reach', async ({
  page,
  bench,
}) => {
  for (const id of ['eurorad-1', 'eurorad-2']) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${bench.url}/cases/${id}`);
    await expect(page.locator('.pane img').first()).toBeVisible();
    expect((await box(page.locator('#stage'))).height, id).toBeGreaterThanOrEqual(420);
    expect(await shift(page), `${id}: nothing moves while it loads`).toBeLessThan(0.01);
    await page.setViewportSize({ width: 820, height: 1180 });
    for (const part of ['#stage', '.panel', '#texts']) {
      const { y, height } = await box(page.locator(part));
      expect(y + Math.min(height, 200), `${id} ${part}`).toBeLessThanOrEqual(1180);
    }
    expect(await violations(page), id).toEqual([]);
  }
});

test('the bars are moved by keyboard and pointer, and stand there the next time', async ({ page, bench }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const bar = page.getByRole('separator', { name: 'Between pictures and decisions' });
  const panel = page.locator('.panel');
  const before = (await box(panel)).width;
  await bar.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowLeft');
  const wider = (await box(panel)).width;
  expect(wider).toBeGreaterThan(before + 60);
  await expect(bar).toHaveAttribute('aria-valuenow', '40');
  const low = page.getByRole('separator', { name: 'Between decisions and the words of the source' });
  const { x, y } = await box(low);
  const texts = (await box(page.locator('#texts'))).height;
  await page.mouse.move(x + 100, y + 3);
  await page.mouse.down();
  await page.mouse.move(x + 100, y - 97, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await box(page.locator('#texts'))).height - texts).toBeGreaterThan(90);
  const set = (await box(page.locator('#texts'))).height;
  await page.reload();
  expect(Math.round((await box(panel)).width)).toBe(Math.round(wider));
  expect(Math.round((await box(page.locator('#texts'))).height)).toBe(Math.round(set));
  expect(await shift(page)).toBeLessThan(0.01);
  await bar.focus();
  await page.keyboard.press('Enter');
  expect(Math.round((await box(panel)).width)).toBe(Math.round(before));
});

test('beside the picture alone nothing is decided unseen', async ({ page, bench }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.keyboard.press('z');
  await expect(page.locator('.panel')).toBeHidden();
  const { width, height } = await box(page.locator('#stage'));
  expect([width, height >= 660]).toEqual([1280, true]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press(']');
  await expect(panes(page)).toHaveAttribute('data-image', 'i2');
  await page.keyboard.press('Enter');
  await expect(page.locator('.cell.active')).toBeVisible();
  await page.keyboard.press('z');
  await page.keyboard.press('1');
  await expect(page.locator('.panel')).toBeVisible();
  await expect(page.locator('#progress')).toContainText('0 of');
  await page.keyboard.press('Enter');
  await expect(page.locator('#progress')).toContainText('1 of');
  await allSaved(page);
});

test('side by side shows the film before of the same view, and a large screen begins so', async ({
  page,
  bench,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  // Of six films the odd ones are PA on day 4, the even ones AP on day 8: the first PA film gets an earlier day.
  await page.locator('[data-cell][data-field="offset"][data-image="i1"] .cell-label').click();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await allSaved(page);
  await page.locator('.thumb[data-image="i3"]').click();
  await page.keyboard.press('m');
  await expect(panes(page)).toHaveCount(2);
  await expect(panes(page).first()).toHaveAttribute('data-image', 'i1');
  await expect(page.locator('.pane.is-active')).toHaveAttribute('data-image', 'i3');
  await page.setViewportSize({ width: 3840, height: 2160 });
  await page.reload();
  await expect(panes(page)).toHaveCount(2);
  const size = await page
    .locator('.cell-label')
    .first()
    .evaluate((one) => getComputedStyle(one).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(18);
  for (const pane of await panes(page).all()) expect((await box(pane)).width).toBeGreaterThan(1000);
});

test('windows and a ruler', async ({ page, bench }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const image = page.locator('.pane img');
  await page.keyboard.press('p');
  await expect(page.locator('#window-preset')).toHaveValue('dark');
  await expect(image).toHaveCSS('filter', /brightness\(1\.8/);
  await page.locator('#window-preset').selectOption('all');
  await expect(image).toHaveCSS('filter', 'none');
  await page.keyboard.press('>');
  await expect(page.locator('#window-preset')).toHaveValue('own');
  await page.keyboard.press('d');
  const length = page.locator('.measured output');
  await expect(length).toHaveText('64 px');
  await page.getByRole('button', { name: 'End of the distance' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(length).toHaveText('74 px');
  const { x, y, width, height } = await box(image);
  await page.mouse.move(x + width / 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + (width * 3) / 4, y + height / 2, { steps: 3 });
  await page.mouse.up();
  // The films are 320 pixels wide.
  await expect(length).toHaveText(/^(159|160|161) px$/);
  await page.keyboard.press('+');
  await expect(length).toHaveText(/^(159|160|161) px$/);
  expect(await violations(page)).toEqual([]);
});

test('a stack says where it is and is gone through with a slider', async ({ page, bench }) => {
  await beside(bench.directory, (workspace) =>
    changeCase(workspace, 'eurorad-1', (draft) => ({
      ...draft,
      images: draft.images.map((image) => ({ ...image, series: 'a' })),
    })),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await expect(page.locator('#stack-of')).toHaveText('1 / 6');
  const slider = page.getByRole('slider', { name: 'Image of the stack' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.locator('#stack-of')).toHaveText('6 / 6');
  await expect(panes(page)).toHaveAttribute('data-image', 'i6');
  await page.keyboard.press('ArrowLeft');
  await expect(panes(page)).toHaveAttribute('data-image', 'i5');
  expect(await violations(page)).toEqual([]);
});
