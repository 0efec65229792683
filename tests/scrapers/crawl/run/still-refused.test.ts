import { expect, test } from 'vitest';
import type { Workspace } from '../../../../data/ports/workspace.ts';
import { type CrawlEvent, crawl } from '../../../../scrapers/crawl/crawl.ts';
import { eventWords } from '../../../../scrapers/crawl/run/event-words.ts';
import { stillRefused } from '../../../../scrapers/crawl/run/still-refused.ts';
import { always, crawlWith, first, page } from '../../../helpers/crawl-with.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const again = (site: { origin: string }, more = {}) => ({ baseUrl: site.origin, delay: 0, ...more });
const shut = { status: 403, body: page('403', 'Forbidden') };

async function standing({ crawls }: Pick<Workspace, 'crawls'>): Promise<string[]> {
  await using stores = await crawls.look();
  const { records } = await crawls.blocked.list();
  const found = await stillRefused(records, stores, { plain: plainSource });
  return found.map(({ url, reason }) => `${reason} ${new URL(url).pathname}`);
}

test('what one case refused stands until it is read; what a later crawl got past does not', async () => {
  let private101 = true;
  const wall = first(1, '/search', { body: page('Just a moment...', '<form id="challenge-form"></form>') });
  const own = always('/cases/case-about-101', shut);
  const { site, workspace, result } = await crawlWith({
    interfere: (path) => wall(path) ?? (private101 ? own(path) : undefined),
  });
  expect(result.status).toBe('blocked');
  expect(await standing(workspace)).toEqual([expect.stringMatching(/^challenge \/search/)]);
  // The wall is gone, and a case refuses: that stops the run once, and then costs the case alone.
  await crawl(workspace, plainSource, again(site));
  expect(await standing(workspace)).toEqual([
    'forbidden /cases/case-about-101',
    expect.stringMatching(/^challenge/),
  ]);
  expect((await crawl(workspace, plainSource, again(site))).status).toBe('done');
  expect(await standing(workspace)).toEqual(['forbidden /cases/case-about-101']);
  expect((await crawl(workspace, plainSource, again(site))).status).toBe('done');
  expect(await standing(workspace)).toEqual(['forbidden /cases/case-about-101']);
  private101 = false;
  expect((await crawl(workspace, plainSource, again(site))).new).toBe(1);
  expect(await standing(workspace)).toEqual([]);
  expect((await workspace.crawls.blocked.list()).records.length).toBeGreaterThan(3);
});

test('a pause that the site asks for is told, and images that are not asked for again are', async () => {
  const lines: string[] = [];
  const onEvent = (event: CrawlEvent) => lines.push(...eventWords(event));
  const busy = first(1, '/cases/case-about-101', { status: 429, headers: { 'retry-after': '1' }, body: '' });
  const gone = always('/images/102-1', { status: 404, body: '' });
  const { site, workspace } = await crawlWith({ interfere: (path) => busy(path) ?? gone(path) }, { onEvent });
  expect(lines.join('\n')).toMatch(/^trying again: \S+case-about-101\S*: the site asks for a pause \(429\)/m);
  const told = () => lines.filter((line) => line.includes('did not come')).at(-1);
  expect(told()).toMatch(/; 1 image did not come$/);
  await crawl(workspace, plainSource, again(site, { onEvent }));
  expect(told()).toMatch(/; 1 image did not come$/);
  await crawl(workspace, plainSource, again(site, { onEvent }));
  expect(told()).toMatch(/1 image did not come and are not asked for again but with --refresh$/);
  lines.length = 0;
  await crawl(workspace, plainSource, again(site, { onEvent }));
  expect(lines.filter((line) => line.includes('102'))).toEqual([]);
});
