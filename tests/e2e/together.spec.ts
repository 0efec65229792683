import { allSaved, cellOf, expect, startBench, test, watch } from './helpers/bench.ts';

test('two people on one case: other fields are merged, the same field is asked, nothing is lost', async ({
  page,
  bench,
  browser,
}) => {
  const other = await startBench({ directory: bench.directory, user: 'ben' });
  const theirs = await (await browser.newContext()).newPage();
  const seen = watch(theirs);
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await theirs.goto(`${other.url}/cases/eurorad-1`);
  await expect(theirs.locator('.banner')).toContainText('ana is working on this case');
  await cellOf(theirs, 'sex').click();
  await theirs.keyboard.press('2');
  await allSaved(theirs);
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.type('61');
  await page.keyboard.press('Enter');
  await expect(page.locator('#toast')).toContainText('ben saved other fields meanwhile');
  await expect(cellOf(page, 'age').locator('.cell-value')).toHaveText('61 years');
  await expect(cellOf(page, 'sex').locator('.cell-value')).toHaveText('Female');

  await cellOf(theirs, 'age').locator('.cell-label').click();
  await theirs.keyboard.type('70');
  await theirs.keyboard.press('Enter');
  const panel = theirs.getByRole('alertdialog');
  await expect(panel).toContainText('ana saved this case while you were working');
  await expect(panel.getByRole('row', { name: /Age/ })).toContainText(/open\s*61 years ana\s*70 years/);
  await panel.getByRole('button', { name: 'Use mine' }).click();
  await expect(panel).toHaveCount(0);
  await expect(cellOf(theirs, 'age').locator('.cell-value')).toHaveText('70 years');
  const { events } = await bench.review('eurorad-1');
  expect(events.map((event) => [event.by, event.kind === 'decide' ? event.value : null])).toEqual([
    ['ben', 'female'],
    ['ana', 61],
    ['ben', 70],
  ]);
  expect(seen.problems).toEqual([]);
  await other.stop();
});

test('two read a case blind, a third settles what differs, and the agreement is counted', async ({
  page,
  bench,
  browser,
}) => {
  await page.goto(`${bench.url}/agreement`);
  await page.getByLabel(/read by two/).fill('100');
  await page.getByRole('button', { name: 'Keep these settings' }).click();
  await page.goto(`${bench.url}/`);
  await page.getByRole('button', { name: 'Next case' }).click();
  await page.waitForURL(/eurorad-1$/);
  await expect(page.locator('.casename')).toContainText('blind reading');
  await page.keyboard.press('c');
  await page.getByLabel(/What should the others know/).fill('Onset or admission, @cleo?');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await allSaved(page);
  for (let key = 0; key < 17; key += 1) await page.keyboard.press('Enter');
  await allSaved(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/eurorad-2$/);

  const other = await startBench({ directory: bench.directory, user: 'ben' });
  const theirs = await (await browser.newContext()).newPage();
  await theirs.addInitScript(() => localStorage.setItem('caseline.hint', 'seen'));
  await theirs.goto(`${other.url}/cases/eurorad-1`);
  await expect(theirs.locator('#progress')).toContainText('0 of 17');
  await theirs.keyboard.press('Enter');
  await theirs.keyboard.press('2');
  for (let key = 0; key < 15; key += 1) await theirs.keyboard.press('Enter');
  await allSaved(theirs);
  await expect(theirs.locator('#progress')).toContainText('17 of 17');
  await theirs.keyboard.press('Enter');
  await theirs.waitForURL(/eurorad-2$/);
  await other.stop();

  const third = await startBench({ directory: bench.directory, user: 'cleo' });
  await page.goto(`${third.url}/`);
  await page.getByRole('button', { name: 'Next case' }).click();
  await page.waitForURL(/cases\/eurorad-1$/);
  await expect(page.locator('#settling')).toHaveText('adjudication: 1 difference left');
  await expect(page.locator('#progress')).toContainText('16 of 17');
  const sex = cellOf(page, 'sex');
  await expect(sex).toHaveClass(/active/);
  // Nothing is chosen beforehand, and nobody is named: Enter takes nothing.
  await expect(sex.locator('.readings')).not.toContainText(/ana|ben/);
  await page.keyboard.press('Enter');
  await expect(sex.locator('.cell-value')).toHaveText('the readers differ');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  const male = sex.locator('.reading', { hasText: /^\s*Male/ });
  await page.keyboard.press((await male.getAttribute('data-reading')) ?? '');
  await expect(page.locator('#settling')).toHaveText('adjudication: all settled');
  await expect(sex.locator('.cell-value')).toHaveText('Male');
  await sex.locator('.cell-label').click();
  await expect(male).toContainText('ana');
  await page.getByRole('button', { name: 'Done, next case' }).click();
  await page.waitForURL(/cases\/eurorad-3$/);
  await page.goto(`${third.url}/agreement`);
  await expect(page.getByRole('row', { name: /^Sex/ })).toContainText('0 %');
  await expect(page.getByRole('row', { name: /^Day of image/ })).toContainText('100 %');
  // What a blind reader asked has reached the third.
  await page.getByRole('link', { name: '1 case mentions you' }).click();
  await page.getByRole('link', { name: /Pneumonia with a course/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Onset or admission, @cleo?');
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await allSaved(page);
  const { events } = await bench.review('eurorad-1');
  const shared = events.filter((event) => event.layer === 'shared');
  expect(shared.filter((event) => event.kind === 'decide')).toHaveLength(17);
  expect(shared.find((event) => event.kind === 'decide' && event.field === 'sex')).toMatchObject({
    value: 'male',
    by: 'cleo',
    reason: 'adjudicated for ana',
  });
  await third.stop();
});

test('a wrong suggestion of a quality round is told at once and never kept', async ({ page, bench }) => {
  await page.goto(`${bench.url}/agreement`);
  await page.getByLabel(/Name of the quality round/).fill('Spring');
  await page.getByLabel(/wrong suggestions/).fill('50');
  await page.getByRole('button', { name: 'Keep these settings' }).click();
  await page.goto(`${bench.url}/cases/eurorad-1`);
  for (let key = 0; key < 17; key += 1) await page.keyboard.press('Enter');
  await expect(page.locator('#toast')).toContainText('wrong on purpose');
  await allSaved(page);
  const undecided = async (): Promise<number> =>
    Number(await page.locator('#progress').getAttribute('data-left'));
  expect(await undecided()).toBeGreaterThan(0);
  for (let left = await undecided(); left > 0; left = await undecided()) {
    await page.keyboard.press('Enter');
    await expect.poll(undecided).toBeLessThan(left);
  }
  await expect(page.locator('#progress')).toContainText('17 of 17');
  await expect(cellOf(page, 'age').locator('.cell-value')).toHaveText('54 years');
  await page.goto(`${bench.url}/agreement`);
  await expect(page.getByRole('row', { name: /^ana/ })).toContainText('0 %');
});

test('a comment on a field is answered and resolved', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const dialog = page.getByRole('dialog');
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.press('c');
  await dialog.getByLabel(/What should the others know/).fill('54 or 45, @ben? <b>x</b>');
  await dialog.getByRole('button', { name: 'Comment' }).click();
  await expect(dialog).toBeHidden();
  await allSaved(page);
  await page.goto(`${bench.url}/cases?t.mentioned=ben`);
  await expect(page.locator('.case-row')).toHaveCount(1);
  await page.locator('.case-row').click();
  await page.locator('.casename').getByRole('link', { name: 'comments' }).click();
  await expect(dialog).toContainText('54 or 45, @ben? <b>x</b>');
  await dialog.getByLabel('Reply').fill('54.');
  await dialog.getByRole('button', { name: 'Reply' }).click();
  await expect(dialog).toBeHidden();
  await page.locator('.casename').getByRole('link', { name: 'comments' }).click();
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(dialog).toBeHidden();
  await page.locator('.casename').getByRole('link', { name: 'comments' }).click();
  await expect(dialog).toContainText('Resolved by ana');
});

test('an answer that does not reach the server is kept and sent when it is back', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await expect(page.locator('#saved')).toContainText('Not saved');
  await page.context().setOffline(false);
  await expect(page.locator('#progress')).toContainText('1 of 17', { timeout: 15_000 });
  await allSaved(page);
  expect((await bench.review('eurorad-1')).events).toHaveLength(1);
});
