import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect } from '@playwright/test';
import { watch } from './helpers/bench.ts';

interface CrawlBench {
  readonly url: string;
  readonly directory: string;
  readonly cases: number;
}

const test = base.extend<{ site: 'open' | 'challenge'; bench: CrawlBench }>({
  site: ['open', { option: true }],
  bench: async ({ site, page }, use) => {
    const script = join(import.meta.dirname, 'helpers/crawl-process.ts');
    const child: ChildProcess = spawn(process.execPath, [script, site], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('no output');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const bench = JSON.parse(line) as CrawlBench;
    const seen = watch(page);
    await use(bench);
    expect(seen.problems).toEqual([]);
    await page.close();
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
    rmSync(bench.directory, { recursive: true, force: true });
  },
});

test('a crawl is started from the page, followed live, ends, and stands in the history at once', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/crawls`);
  await expect(page.locator('#crawls-history')).toContainText('No crawl has run');
  await page.getByLabel('Source').selectOption('eurorad');
  await page.getByLabel('At most').fill('3');
  const counts: number[] = [];
  const live = page.locator('.live-crawl');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(live.locator('.badge')).toHaveText('running');
  await expect(live.getByRole('button', { name: 'Stop' })).toBeVisible();
  while ((await live.locator('.badge').textContent()) === 'running') {
    counts.push(Number(await live.locator('strong').first().textContent()));
    await page.waitForTimeout(100);
  }
  await expect(live.locator('.badge')).toHaveText('limit');
  await expect(live).toContainText('3 cases written');
  expect(new Set(counts).size, 'the count grew while it was looked at').toBeGreaterThan(1);
  expect(counts).toEqual([...counts].sort((left, right) => left - right));
  const row = page.locator('#crawls-history tbody tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(/eurorad.*limit/);
  await live.getByText('What happened').click();
  await expect(live.locator('.lines li').first()).toContainText('finished: limit');
  await page.goto(`${bench.url}/cases?site=eurorad`);
  await expect(page.locator('.found-head')).toContainText('4 cases');
});

test.describe('where the site asks who is there', () => {
  test.use({ site: 'challenge' });

  test('the crawl stops, says why, and shows the page it was given', async ({ page, bench }) => {
    await page.goto(`${bench.url}/crawls`);
    await page.getByLabel('Source').selectOption('eurorad');
    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page.locator('.live-crawl .badge')).toHaveText('blocked', { timeout: 60_000 });
    const waiting = page.locator('#crawls-blocked li');
    await expect(waiting).toHaveCount(1);
    await expect(waiting).toContainText('eurorad');
    await expect(waiting).toContainText('kept in blocked/eurorad/');
    await expect(waiting.getByRole('link', { name: /^http/ })).toHaveAttribute('href', /^http/);
    await expect(page.locator('#crawls-history tbody tr')).toContainText(/eurorad.*blocked/);
    const evidence = waiting.getByRole('link', { name: 'the page' });
    const shown = await page.request.get(
      new URL((await evidence.getAttribute('href')) ?? '', bench.url).href,
    );
    expect(shown.headers()['content-type']).toContain('text/plain');
    expect(await shown.text()).toContain('Just a moment');
  });
});

test('what cannot be is said where it is asked for, and so is a server that is gone', async ({
  page,
  bench,
}) => {
  await page.goto(`${bench.url}/crawls`);
  const toast = page.locator('#toast');
  await page.getByLabel('At most').evaluate((input: HTMLInputElement) => {
    input.type = 'text';
    input.value = 'a few';
  });
  await page.getByRole('button', { name: 'Plan it' }).click();
  await expect(toast).toBeVisible();
  await expect(toast).toContainText(/limit|number/i);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Plan it' }).click();
  await expect(toast).toContainText('cannot be reached');
});
