import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from '@playwright/test';
import { allSaved, cellOf, expect, type RunningBench, startBench } from './helpers/bench.ts';

/** A workbench whose disk refuses every write as long as `marker` is there. */
const test = base.extend<{ refusing: RunningBench & { marker: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  refusing: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
    const marker = join(folder, 'read-only');
    const loader = pathToFileURL(join(import.meta.dirname, '../helpers/refusing-disk.ts')).href;
    const before = process.env['NODE_OPTIONS'];
    Object.assign(process.env, { NODE_OPTIONS: `--import ${loader}`, CASELINE_TEST_REFUSES: marker });
    const bench = await startBench();
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
    await use({ ...bench, marker });
    await bench.stop();
    for (const path of [folder, bench.directory]) rmSync(path, { recursive: true, force: true });
  },
});

test('an answer that the disk refuses, or the server fails at, is kept in the page with the reason, and saved when that is mended', async ({
  page,
  refusing,
}) => {
  await page.addInitScript(() => localStorage.setItem('caseline.hint', 'seen'));
  await page.goto(`${refusing.url}/cases/eurorad-1`);
  writeFileSync(refusing.marker, '');
  await cellOf(page, 'sex').click();
  await page.keyboard.press('2');
  await expect(page.locator('#toast')).toContainText('the disk is read-only: mount it writable');
  await expect(page.locator('#toast')).toContainText('Your answer is kept here');
  await expect(page.locator('#saved')).toContainText('Not saved (1)');
  // Reading goes on meanwhile.
  const other = await page.context().newPage();
  await other.goto(`${refusing.url}/cases/eurorad-2`);
  await expect(other.locator('.casename')).toBeVisible();
  await other.close();
  expect((await refusing.review('eurorad-1').catch(() => ({ events: [] }))).events).toEqual([]);
  rmSync(refusing.marker);
  await allSaved(page);
  await expect(cellOf(page, 'sex').locator('.cell-value')).toHaveText('Female');
  const { events } = await refusing.review('eurorad-1');
  expect(events.map((event) => (event.kind === 'decide' ? event.value : event.kind))).toEqual(['female']);

  writeFileSync(refusing.marker, 'fault');
  await cellOf(page, 'sex').click();
  await page.keyboard.press('1');
  await expect(page.locator('#toast')).toContainText('The workbench failed at this');
  await expect(page.locator('#toast')).toContainText('Your answer is kept here');
  await expect(page.locator('#saved')).toContainText('Not saved (1)');
  rmSync(refusing.marker);
  await allSaved(page);
  expect((await refusing.review('eurorad-1')).events).toHaveLength(2);
});
