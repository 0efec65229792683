import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { tinyPng } from '../helpers/tiny-png.ts';
import { expect, test } from './helpers/bench.ts';
import { violations } from './helpers/violations.ts';

/** A file as a person picks it. */
const picked = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const tableOf = (...rows: Parameters<typeof metadataRow>[0][]) =>
  picked('metadata.csv', metadataCsv(rows.map(metadataRow)));

test('a table with its images is looked at, imported, followed by a newer one, and taken back', async ({
  page,
  bench,
}) => {
  const notes = '<b onmouseover="alert(1)">bold</b>';
  const first = { patientid: '1', filename: 'a.png', survival: 'Y', clinical_notes: notes };
  const table = page.getByLabel('Table', { exact: false }).first();
  const show = page.getByRole('button', { name: 'Show what it would do' });

  await page.goto(`${bench.url}/import`);
  expect(await violations(page), 'the form').toEqual([]);
  await table.setInputFiles(tableOf(first, { patientid: '2', filename: 'b.png' }));
  await page.locator('input[name="images"]').setInputFiles(picked('a.png', await tinyPng('a')));
  await show.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#appears')).toContainText('a.png');
  await expect(page.locator('#missing')).toContainText('b.png');
  expect(await violations(page), 'the plan').toEqual([]);
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect(page.locator('.import-done')).toContainText('Done.');

  // A newer table that lacks a patient and states another answer; the page asks what becomes of the first.
  await page.goto(`${bench.url}/import`);
  await table.setInputFiles(tableOf({ ...first, survival: 'N', clinical_notes: `${notes}!` }));
  await show.click();
  await expect(page.locator('#changes')).toContainText('survival');
  await expect(page.locator('#changes')).toContainText(`${notes}!`);
  await expect(page.locator('#vanishes')).toContainText('b.png');
  await expect(page.locator('.warning')).toContainText('Stored rows are not in this table');
  expect(await violations(page), 'the plan of a newer table').toEqual([]);
  await page.getByRole('button', { name: 'Import it' }).click();
  await page.locator('.import-done').getByRole('link', { name: 'Take it back…' }).click();
  expect(await violations(page), 'taking back').toEqual([]);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.locator('main p[role="status"]')).toContainText('as before the import');
  await page.goto(`${bench.url}/import`);
  await expect(page.locator('.ledger')).toContainText('taken back by ana');
  expect(await violations(page), 'the list').toEqual([]);

  // What is no table is said in words, and nothing of it is imported.
  await table.setInputFiles(picked('metadata.csv', '<!DOCTYPE html><html><body>Not found</body></html>'));
  await show.click();
  await expect(page.locator('main')).toContainText('web page that was saved as a table');
});
