import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

test('a finding of the checks is accepted by keyboard alone, and the acceptance taken back', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/checks`);
  const list = page.locator('#checks-list');
  await expect(list).toContainText('Looked for');
  expect(await violations(page), 'the list').toEqual([]);
  const finding = list.locator('.finding').first();
  const words = (await finding.locator('a').textContent()) ?? '';
  await finding.locator('summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('seen and kept');
  expect(await violations(page), 'the reason').toEqual([]);
  await page.keyboard.press('Enter');
  const accepted = list.locator('.finding.is-accepted');
  const own = accepted.filter({ hasText: words });
  await expect(own).toContainText('accepted by ana, just now: seen and kept');
  await own.getByRole('button', { name: 'Take back' }).click();
  await expect(accepted).toHaveCount(0);
});

test('a contradiction on the list leads to its field, and is gone when it is mended', async ({
  page,
  bench,
}) => {
  const answer = async (field: string, words: string) => {
    await cellOf(page, field).locator('.cell-label').click();
    await cellOf(page, field).getByRole('button', { name: words, exact: true }).click();
    await allSaved(page);
  };
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await answer('intubated', 'Yes');
  await answer('went_icu', 'No');
  await page.goto(`${bench.url}/checks?rule=intubated-without-icu`);
  const findings = page.locator('.finding a');
  await expect(findings.first()).toContainText('intubated is Y');
  await findings.first().click();
  await page.waitForURL(/\/cases\/eurorad-1#field=/);
  await expect(cellOf(page, 'went_icu')).toHaveClass(/active/);
  await page.keyboard.press('y');
  await allSaved(page);
  await page.goto(`${bench.url}/checks?rule=intubated-without-icu`);
  await page.getByRole('button', { name: 'Look anew' }).click();
  await expect(page.locator('#checks-list')).toContainText('This check finds nothing');
});
