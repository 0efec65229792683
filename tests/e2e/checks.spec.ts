import { allSaved, cellOf, expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

test('findings are worked off by keyboard alone: seen side by side, accepted with a reason, taken back', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/checks`);
  const list = page.locator('#checks-list');
  await expect(list).toContainText('Looked for');
  expect(await violations(page), 'the list').toEqual([]);
  await page.locator('select[name=rule]').selectOption('duplicate-image');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.locator('.check-rule')).toHaveCount(1);

  await page.keyboard.press('j');
  const inHand = list.locator('.finding[aria-current]');
  const detail = page.getByRole('region', { name: 'The finding in hand' });
  await expect(inHand).toBeFocused();
  const first = (await inHand.getAttribute('id')) ?? '';
  await expect(detail.locator('figure')).toHaveCount(3);
  const over = detail.locator('.over');
  await expect(over).toContainText('alike is black');
  await page.keyboard.press('b');
  await expect(over).toContainText('The first alone');
  await page.keyboard.press('b');
  await page.keyboard.press('b');
  await expect(over).toContainText('alike is black');
  expect(await violations(page), 'two films').toEqual([]);
  await page.keyboard.press('j');
  await expect(inHand).not.toHaveId(first);
  await page.keyboard.press('k');
  await expect(inHand).toHaveId(first);

  const words = (await inHand.textContent()) ?? '';
  await expect(detail).toContainText(words.trim());
  await page.keyboard.press('a');
  await page.keyboard.type('seen and kept');
  await page.keyboard.press('Enter');
  const accepted = list.locator('.finding.is-accepted');
  await expect(accepted.first()).toContainText(words.trim());
  // The next one that waits is in hand.
  await expect(inHand).not.toHaveId(first);
  await expect(inHand).not.toHaveClass(/is-accepted/);
  await accepted.first().click();
  await expect(detail).toContainText('Accepted by ana, just now: seen and kept');
  expect(await violations(page), 'an accepted one').toEqual([]);
  await detail.getByRole('button', { name: 'Take back' }).click();
  await expect(accepted).toHaveCount(0);
});

test('a contradiction on the list leads to its field, and back to the list', async ({ page, bench }) => {
  const answer = async (field: string, words: string) => {
    await cellOf(page, field).locator('.cell-label').click();
    await cellOf(page, field).getByRole('button', { name: words, exact: true }).click();
    await allSaved(page);
  };
  await page.goto(`${bench.url}/cases/eurorad-1`);
  await answer('intubated', 'Yes');
  await answer('went_icu', 'No');
  await page.goto(`${bench.url}/checks?rule=intubated-without-icu&by=patient`);
  const finding = page.locator('.finding').first();
  await expect(finding).toContainText('intubated is Y');
  await finding.click();
  const detail = page.getByRole('region', { name: 'The finding in hand' });
  await expect(detail.getByRole('row', { name: /Went to ICU/ })).toContainText('N');
  await page.keyboard.press('m');
  await page.waitForURL(/\/cases\/eurorad-1#field=/);
  await expect(cellOf(page, 'went_icu')).toHaveClass(/active/);
  await page.keyboard.press('y');
  await allSaved(page);
  await page.goBack();
  // The same finding is in hand again, and says that it may be old.
  await expect(detail).toContainText('The case was changed since it was looked at');
  await page.getByRole('button', { name: 'Look anew' }).click();
  await expect(page.locator('#checks-list')).toContainText('This check finds nothing');
});
