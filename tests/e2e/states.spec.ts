import { suggestForTests } from '../server/helpers/synthetic-case.ts';
import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { beside, stageDecision, stageDoubleReading, stageDrift, stageNewWords } from './helpers/staged.ts';
import { violations } from './helpers/violations.ts';

/** States of pages that take more than a click to reach, each without what axe would find, and usable by keyboard. */
test('a source that changed: the panel, and the page before beside the page now', { tag: '@long' }, async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    stageDrift(workspace, 'eurorad-1', suggestForTests, (text) =>
      text.replace('54-year-old', '64-year-old').replace('Bergamo', 'Brescia'),
    ),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await expect(page.locator('#drift tbody tr')).toHaveCount(2);
  expect(await violations(page), 'drift panel').toEqual([]);
  await page.getByRole('link', { name: 'The page before and now, for Age' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('del')).toHaveText(['54', 'Bergamo']);
  await expect(dialog.locator('ins')).toHaveText(['64', 'Brescia']);
  expect(await violations(page), 'before and now').toEqual([]);
  await dialog.getByRole('button', { name: 'Ask again' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('#drift tbody tr')).toHaveCount(1);
  await expect(cellOf(page, 'age')).toHaveAttribute('data-open', '1');
  await allSaved(page);
});

test('a source that says more: the field is asked again, and answered by keyboard', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    stageNewWords(
      workspace,
      'eurorad-1',
      suggestForTests,
      (text) =>
        text
          .replace(' He recovered and left hospital.', '')
          .replace('He needed oxygen on admission and', 'He'),
      { survival: 'not-stated', needed_supplemental_O2: 'no', RT_PCR_positive: 'unclear' },
    ),
  );
  await page.goto(`${bench.url}/cases/eurorad-1`);
  const rows = page.locator('#drift tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('Survived');
  await expect(rows.nth(0)).toContainText('was left open, and new words speak for it');
  await expect(rows.nth(0).locator('ins')).toHaveText('recovered and left hospital');
  await expect(rows.nth(1)).toContainText('new words say otherwise');
  await expect(cellOf(page, 'survival')).toHaveAttribute('data-open', '1');
  expect(await violations(page), 'panel of new words').toEqual([]);
  await expect(rows.getByRole('button', { name: 'Ask again' })).toHaveCount(0);
  await page.getByRole('link', { name: 'The page before and now, for Survived' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('ins')).toContainText(['needed oxygen', 'He recovered and left hospital']);
  expect(await violations(page), 'before and now').toEqual([]);
  await dialog.getByRole('button', { name: 'Still right' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(rows).toHaveCount(1);
  await expect(cellOf(page, 'survival')).toHaveAttribute('data-open', '0');
  await allSaved(page);
  // What the words say now is what one key accepts in the field itself.
  await cellOf(page, 'needed_supplemental_O2').locator('.cell-label').click();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(0);
  await expect(cellOf(page, 'needed_supplemental_O2').locator('.cell-value')).toHaveText('Yes');
  await allSaved(page);
  await expect(page.getByRole('button', { name: 'Done · reopen' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(1);
  await allSaved(page);
});

test('two people, one field', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await beside(bench.directory, (workspace) =>
    stageDecision(workspace, 'eurorad-1', { age: 70, sex: 'female' }),
  );
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.type('61');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('alertdialog');
  await expect(panel).toBeFocused();
  expect(await violations(page), 'conflict panel').toEqual([]);
  // A key typed ahead must not choose whose answer holds.
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: 'Keep theirs' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  await expect(cellOf(page, 'age').locator('.cell-value')).toHaveText('70 years');

  // Whoever leaves the panel has chosen nothing new.
  await beside(bench.directory, (workspace) => stageDecision(workspace, 'eurorad-1', { age: 71 }));
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.type('62');
  await page.keyboard.press('Enter');
  await expect(panel).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.locator('#toast')).toContainText('Theirs stands');
  await expect(cellOf(page, 'age').locator('.cell-value')).toHaveText('71 years');
});

test('adjudication: from the map of disagreements to the case, before and after all is settled', async ({
  page,
  bench,
}) => {
  await beside(bench.directory, (workspace) =>
    stageDoubleReading(workspace, 'eurorad-1', suggestForTests, { sex: 'female', offset: 9 }),
  );
  await page.goto(`${bench.url}/agreement`);
  expect(await violations(page), 'agreement with figures').toEqual([]);
  const map = page.getByRole('group', { name: /^Where readers differ/ });
  await expect(map.locator('a')).toHaveCount(2);
  const saved = page.waitForEvent('download');
  await page.getByText('The numbers').click();
  await page.getByRole('link', { name: /Save this picture/ }).click();
  expect((await saved).suggestedFilename()).toBe('disagreements.svg');
  await map.getByRole('link', { name: /Day of image, ben and cleo: 2 of 2 differ/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Day of image: ben and cleo');
  expect(await violations(page), 'cases of a cell of the map').toEqual([]);
  await page.getByRole('link', { name: 'eurorad-1' }).click();
  await page.waitForURL(/cases\/eurorad-1$/);
  const left = page.locator('#settling');
  await expect(left).toHaveText('adjudication: 3 differences left');
  await expect(page.locator('.mark.image')).toHaveCount(4);
  expect(await violations(page), 'adjudication').toEqual([]);
  await page.getByRole('button', { name: 'Done, next case' }).dblclick();
  await page.getByRole('button', { name: 'Done, next case' }).click();
  await expect(page.locator('#toast')).toContainText('the readers differ on 3 fields');
  const sex = cellOf(page, 'sex');
  await sex.locator('.cell-label').click();
  await page.keyboard.press(';');
  await expect(left).toHaveText('adjudication: 2 differences left');
  await page.keyboard.press('Control+z');
  await expect(left).toHaveText('adjudication: 3 differences left');
  await sex.locator('.cell-label').click();
  await page.keyboard.press("'");
  // Neither of the two: a day of one's own.
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await page.keyboard.press(';');
  await expect(left).toHaveText('adjudication: all settled');
  await allSaved(page);
  expect(await violations(page), 'all settled').toEqual([]);
  const shared = (await bench.review('eurorad-1')).events.filter(({ layer }) => layer === 'shared');
  const own = shared.findLast((event) => event.kind === 'decide' && event.target.image === 'i1');
  expect(own).toMatchObject({ value: 5, reason: 'adjudicated otherwise', day: { anchor: 'onset' } });
  await page.goto(`${bench.url}/adjudication/eurorad-2`);
  expect(await violations(page), 'not yet').toEqual([]);
});

test('comments open, answered and resolved; mentions', { tag: '@long' }, async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await cellOf(page, 'age').locator('.cell-label').click();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/What should the others know/).fill('54 or 45, @ana?');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await allSaved(page);
  await page.goto(`${bench.url}/`);
  const header = page.getByRole('link', { name: '1 case mentions you' });
  expect(await violations(page), 'a mention in the header').toEqual([]);
  await header.click();
  await expect(page.locator('.mention-list')).toContainText('54 or 45, @ana?');
  expect(await violations(page), 'mentions').toEqual([]);
  await page.locator('.mention-list a').click();
  await expect(dialog).toContainText('54 or 45, @ana?');
  expect(await violations(page), 'an open thread').toEqual([]);
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('#mentions')).toBeEmpty();
  await allSaved(page);
  await page.locator('.casename').getByRole('link', { name: 'comments' }).click();
  await expect(dialog).toContainText('Resolved by ana');
  expect(await violations(page), 'a resolved thread').toEqual([]);
});

test('an empty workspace says on every page what to do next', { tag: '@long' }, async ({ page, benches }) => {
  const empty = await benches.start({ cases: 0 });
  for (const [path, words] of [
    ['/', 'An empty reading room'],
    ['/cases', 'No cases yet'],
    ['/agreement', 'Nothing to compare yet'],
    ['/papers', 'Nobody has handed in a paper yet'],
    ['/crawls', 'No crawl has run'],
    ['/mentions', 'Nobody waits for your word'],
    ['/checks', 'Nothing was found'],
    ['/statistics', 'Statistics'],
    ['/datasets', 'Datasets'],
  ] as const) {
    await page.goto(empty.url + path);
    await expect(page.locator('main')).toContainText(words);
    expect(await violations(page), path).toEqual([]);
  }
  await page.close();
  await empty.stop();
});
