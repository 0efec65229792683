import { expect, test } from './helpers/bench.ts';

test('the list is searched as one types, and its address is the saved view', async ({ page, bench }) => {
  await page.goto(`${bench.url}/cases`);
  await expect(page.locator('.case-row')).toHaveCount(3);
  const search = page.getByLabel('Search titles and texts');
  await search.pressSequentially('bergamo zebra');
  await expect(page.locator('.found')).toContainText('Nothing matches');
  await expect(page).toHaveURL(/q=bergamo\+zebra/);
  await expect(search).toBeFocused();
  for (let letter = 0; letter < 6; letter += 1) await page.keyboard.press('Backspace');
  await expect(page.locator('.case-row')).toHaveCount(3);
  await expect(page).toHaveURL(/q=bergamo$/);
  await page.reload();
  await expect(search).toHaveValue('bergamo');
  await page.getByRole('link', { name: 'clear filters' }).click();
  await expect(page.locator('.case-row')).toHaveCount(3);
  await page.locator('.facets').getByRole('link', { name: /^new/ }).click();
  await expect(page).toHaveURL(/status=new/);
  await page.locator('.case-row').first().click();
  await page.waitForURL(/\/cases\/eurorad-1$/);
});

test('light and dark are chosen and kept, and the first-use hint goes away for good', async ({
  page,
  bench,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${bench.url}/`);
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto(`${bench.url}/cases`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const fresh = await context.browser()?.newPage();
  if (!fresh) throw new Error('no browser');
  await fresh.goto(`${bench.url}/cases/eurorad-1`);
  await expect(fresh.locator('#first-use')).toBeVisible();
  await fresh.getByRole('button', { name: 'Understood' }).click();
  await fresh.reload();
  await expect(fresh.locator('#first-use')).toBeHidden();
  await fresh.close();
});
