import { allSaved, cellOf, expect, test } from './helpers/bench.ts';

test('a whole case by pointer alone', async ({ page, bench }) => {
  await page.goto(`${bench.url}/`);
  await page.getByRole('button', { name: 'Next case' }).click();
  await page.waitForURL(/\/cases\/eurorad-1$/);
  // Fifteen by their ticks, one by an answer's button, one day by its steps.
  await cellOf(page, 'survival').click();
  await cellOf(page, 'survival').getByRole('button', { name: 'Unclear' }).click();
  await expect(cellOf(page, 'survival').locator('.cell-value')).toHaveText('Unclear');
  await cellOf(page, 'offset', 'i2').click();
  await cellOf(page, 'offset', 'i2').getByRole('button', { name: 'One day later' }).click();
  await cellOf(page, 'offset', 'i2').getByRole('button', { name: 'Save' }).click();
  await expect(cellOf(page, 'offset', 'i2').locator('.cell-value')).toHaveText('day 9 from onset');
  for (let left = 15; left > 0; left -= 1) {
    await page.locator('.cell[data-open="1"] .tick').first().click();
    await expect(page.locator('#progress')).toContainText(`${17 - left + 1} of 17`);
  }
  await allSaved(page);
  await page.getByRole('button', { name: 'Done, next case' }).click();
  await page.waitForURL(/\/cases\/eurorad-2$/);
  const { events } = await bench.review('eurorad-1');
  expect(events.filter((event) => event.kind === 'decide')).toHaveLength(17);
});

test('a marker of the timeline is moved by arrow keys and by pointer, with one save each', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const marker = page.locator('.mark.image[data-image="i1"]');
  await marker.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(cellOf(page, 'offset', 'i1').locator('.cell-value')).toHaveText('day 6 from onset');
  await expect(marker).toHaveAttribute('aria-valuenow', '6');
  const box = await marker.boundingBox();
  const lane = await page.locator('svg.days').boundingBox();
  if (!box || !lane) throw new Error('no timeline');
  const span = await page
    .locator('svg.days')
    .evaluate(
      (svg) => Number((svg as HTMLElement).dataset['last']) - Number((svg as HTMLElement).dataset['first']),
    );
  const day = (lane.width * 0.9) / span;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 3 * day, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(cellOf(page, 'offset', 'i1').locator('.cell-value')).toHaveText('day 3 from onset');
  const { events } = await bench.review('eurorad-1');
  expect(events).toHaveLength(2);
});

test('events go on the timeline, states of images follow from them, contradictions are named', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  for (let key = 0; key < 8; key += 1) await page.keyboard.press('Enter');
  await allSaved(page);
  await expect(page.locator('.mark.bar[data-lane="ICU"]')).toHaveCount(1);
  await cellOf(page, 'offset', 'i2').locator('.tick').click();
  const dialog = page.getByRole('dialog');
  await page.locator('[data-event-form]').first().click();
  await dialog.getByLabel('What happened').selectOption('icu-out');
  await dialog.getByLabel('On day').fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(cellOf(page, 'in_icu', 'i2').locator('.cell-value')).toHaveText('Yes');
  await page.locator('#undo').click();
  await page.locator('[data-event-form]').first().click();
  await dialog.getByLabel('What happened').selectOption('icu-out');
  await dialog.getByLabel('On day').fill('soon');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('is no day');
  await dialog.getByLabel('On day').fill('2');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.contradictions')).toContainText(/intensive care/i);
  await page.locator('#undo').click();
  await expect(page.locator('.contradictions')).toHaveCount(0);
});

test('selected words offer the fields they could fill, and the words are kept with the answer', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.evaluate(() => {
    const prose = document.querySelector('[data-text-id="t1"]') as HTMLElement;
    const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf('38.6');
      if (at < 0) continue;
      getSelection()?.setBaseAndExtent(node, at, node, at + 4);
      prose.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
      return;
    }
  });
  const offers = page.locator('#offers');
  await expect(offers).toContainText('38.6');
  await page.keyboard.press('Escape');
  await expect(offers).toHaveCount(0);
  // The temperature is asked of an image once somebody wants it there.
  await page.locator('[data-group-image="i1"] .more summary').click();
  await page.locator('[data-group-image="i1"] [data-add-field="temperature"]').click();
  await expect(cellOf(page, 'temperature', 'i1')).toBeVisible();
  await cellOf(page, 'temperature', 'i1').click();
  await page.keyboard.type('38,6');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'temperature', 'i1').locator('.cell-value')).toHaveText('38.6 °C');
  await page.locator('[data-text-id="t1"]').evaluate((prose) => {
    const range = document.createRange();
    const node = [...prose.childNodes].find((one) => one.textContent?.includes('Temperature')) as Text;
    const at = node.data.indexOf('38.6');
    range.setStart(node, at);
    range.setEnd(node, at + 4);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    prose.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  });
  await offers
    .getByRole('button', { name: /Temperature/ })
    .first()
    .click();
  await expect(offers).toHaveCount(0);
  await expect(cellOf(page, 'temperature', 'i1').locator('.evidence q')).toHaveText('38.6');
  await allSaved(page);
  const { events } = await bench.review('eurorad-1');
  expect(events.at(-1)).toMatchObject({
    field: 'temperature',
    value: 38.6,
    basis: { kind: 'person', quote: { text: 't1', words: '38.6' } },
  });
});

test('the viewer zooms, turns, inverts, windows and compares in step, and leaves the files alone', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const image = page.locator('.pane img').first();
  await expect(image).toBeVisible();
  const matrix = () =>
    image.evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).toFloat64Array());
  const fitted = await matrix();
  await page.keyboard.press('+');
  expect((await matrix())[0]).toBeCloseTo((fitted[0] ?? 0) * 1.25, 3);
  await page.keyboard.press('=');
  expect((await matrix())[0]).toBeCloseTo(fitted[0] ?? 0, 5);
  await page.keyboard.press('r');
  expect(Math.abs((await matrix())[0] ?? 1)).toBeLessThan(1e-6);
  await page.keyboard.press('l');
  await page.keyboard.press('h');
  expect((await matrix())[0]).toBeCloseTo(-(fitted[0] ?? 0), 5);
  await page.keyboard.press('h');
  const stage = await page.locator('#stage').boundingBox();
  if (!stage) throw new Error('no stage');
  await page.mouse.move(stage.x + 100, stage.y + 100);
  await page.mouse.down();
  await page.mouse.move(stage.x + 130, stage.y + 90, { steps: 3 });
  await page.mouse.up();
  expect((await matrix())[12]).toBeCloseTo((fitted[12] ?? 0) + 30, 1);
  await page.mouse.wheel(0, -300);
  expect((await matrix())[0]).toBeGreaterThan((fitted[0] ?? 0) * 1.3);
  await page.keyboard.press('w');
  await page.mouse.down();
  await page.mouse.move(stage.x + 130, stage.y + 60, { steps: 3 });
  await page.mouse.up();
  await expect(image).toHaveCSS('filter', /brightness\(1\.1\d+\)/);
  await page.keyboard.press('w');
  await page.locator('#stage').focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('i');
  await page.keyboard.press('.');
  await expect(image).toHaveCSS('filter', /invert\(1\) brightness\(1\.1\)/);
  await page.keyboard.press('m');
  await expect(page.locator('.pane')).toHaveCount(2);
  await page.keyboard.press('+');
  const both = await page
    .locator('.pane img')
    .evaluateAll((all) => all.map((one) => new DOMMatrix(getComputedStyle(one).transform).a));
  expect(both[0]).toBeCloseTo(both[1] ?? 0, 5);
  await page.locator('#stage').focus();
  await page.keyboard.press(' ');
  await expect(image).toHaveCSS('filter', 'none');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.thumb[data-image="i2"]')).toHaveAttribute('aria-current', 'true');
});

test('an image is graded, left out with a reason, given to another patient and cut into panels', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('q');
  await dialog.getByRole('button', { name: 'questionable' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.thumb[data-image="i1"] .thumb-flag')).toBeVisible();
  await page.keyboard.press('q');
  await dialog.getByRole('button', { name: 'Part', exact: true }).click();
  await dialog.getByLabel('left').fill('10');
  await dialog.getByLabel('width').fill('100');
  await dialog.getByLabel('width').press('Tab');
  await dialog.getByRole('button', { name: 'Cut', exact: true }).click();
  await expect(page.locator('.thumb')).toHaveCount(3);
  await page.keyboard.press('q');
  await dialog.getByRole('button', { name: 'duplicate' }).click();
  await expect(page.locator('.is-excluded')).toHaveCount(1);
  await expect(page.locator('[data-group-image="i1"]')).toHaveCount(0);
  await page.locator('.thumb[data-image="i2"]').click();
  await page.getByRole('button', { name: 'Image…' }).click();
  await dialog.getByRole('button', { name: 'a new patient' }).click();
  await expect(page.locator('.of-patient')).toHaveCount(2);
  const { events } = await bench.review('eurorad-1');
  expect(events.map((event) => event.kind)).toEqual([
    'image-quality',
    'image-cut',
    'image-excluded',
    'patient-added',
    'image-assigned',
  ]);
  expect(events[1]).toMatchObject({
    rectangle: { x: 10, width: 100 },
    parent: 'i1',
    panel: 'a',
    file: 'eurorad-1-1-a.png',
  });
  for (let key = 0; key < 4; key += 1) await page.keyboard.press('Control+z');
  await expect(page.locator('.thumb')).toHaveCount(2);
  await expect(page.locator('.of-patient')).toHaveCount(1);
});
