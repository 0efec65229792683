import type { Page } from '@playwright/test';
import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

test('pages have no violations', { tag: '@long' }, async ({ page, bench }) => {
  for (const path of [
    '/',
    '/?done=1',
    '/cases',
    '/cases?q=nothing-like-this',
    '/agreement',
    '/papers',
    '/crawls',
    '/enter',
    '/mentions',
    '/timelines',
    '/statistics',
    '/nowhere',
  ]) {
    await page.goto(bench.url + path);
    await expect(page.locator('main h1')).toBeVisible();
    expect(await violations(page), path).toEqual([]);
  }
});

test('the case page has none in any state', { tag: '@long' }, async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  expect(await violations(page), 'fresh').toEqual([]);
  await page.locator('.thumb[data-image="i2"]').click({ modifiers: ['Shift'] });
  await cellOf(page, 'went_icu').locator('.cell-label').click();
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'Not stated for the rest' })).toBeVisible();
  await cellOf(page, 'view', 'i1').locator('.cell-label').click();
  await expect(page.getByRole('button', { name: 'Proposals for 2 selected' })).toBeVisible();
  expect(await violations(page), 'two images selected, nothing found for a field').toEqual([]);
  for (let key = 0; key < 8; key += 1) await page.keyboard.press('Enter');
  await allSaved(page);
  await page.keyboard.press('m');
  expect(await violations(page), 'half decided, side by side').toEqual([]);
  const dialog = page.getByRole('dialog');
  for (const [key, state] of [
    ['?', 'keyboard map'],
    ['q', 'image menu'],
    ['t', 'event form'],
    ['c', 'comments'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(dialog).toBeVisible();
    expect(await violations(page), state).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await page.locator('.casename').getByRole('link', { name: 'history' }).click();
  await expect(dialog).toBeVisible();
  expect(await violations(page), 'history').toEqual([]);
  await page.keyboard.press('Escape');
  await cellOf(page, 'offset', 'i1').locator('.cell-label').click();
  await page.keyboard.press('e');
  await page.locator('.cell.active [data-entry]').fill('soon');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'offset', 'i1').locator('.cell-error')).not.toBeEmpty();
  expect(await violations(page), 'a refused value').toEqual([]);
});

test('nothing runs off the side on a phone, at 200 % zoom, on a tablet and on a very large screen', {
  tag: '@long',
}, async ({ page, bench }) => {
  for (const [width, height] of [
    [390, 844],
    [640, 400],
    [768, 1024],
    [1280, 800],
    [3840, 2160],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const path of [
      '/',
      '/cases',
      '/cases/eurorad-1',
      '/agreement',
      '/papers',
      '/crawls',
      '/mentions',
      '/timelines',
      '/statistics',
    ]) {
      await page.goto(bench.url + path);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, `${path} at ${width} x ${height}`).toBeLessThanOrEqual(0);
    }
    await page.goto(`${bench.url}/cases/eurorad-1`);
    await page.keyboard.press('Enter');
    await expect(page.locator('.cell.active')).toBeInViewport();
    await page.keyboard.press('Control+z');
    await allSaved(page);
  }
});

test('a save moves nothing on the page and keeps the focus', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await expect(page.locator('.pane img').first()).toBeVisible();
  const boxes = () =>
    page.evaluate(() =>
      ['.viewer', '.strip-box', '#timeline', '#texts', '.panel', '#progress'].map((selector) => {
        const { x, y, width, height } = (document.querySelector(selector) as Element).getBoundingClientRect();
        return [selector, Math.round(x), Math.round(y), Math.round(width), Math.round(height)];
      }),
    );
  await allSavedOrFresh(page);
  const before = await boxes();
  await cellOf(page, 'sex').click();
  await page.keyboard.press('Enter');
  await allSaved(page);
  expect(await boxes()).toEqual(before);
  await expect(cellOf(page, 'age')).toBeFocused();
});

/** A page nothing was saved on yet says nothing. */
const allSavedOrFresh = (page: Page) => expect(page.locator('#saved')).toHaveText(/^(Saved)?$/);
