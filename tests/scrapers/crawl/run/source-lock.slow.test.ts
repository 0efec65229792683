import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crawl, exitCodeOf } from '../../../../scrapers/crawl/crawl.ts';
import { casesOf, crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { endOf, startCrawl } from '../../../helpers/kill-rounds.ts';
import { startPlainSite } from '../../../helpers/plain-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

const slowSite = async (cases: number) => {
  const site = await startPlainSite({ cases, pageSize: 50 });
  onTestFinished(() => site.close());
  return site;
};

describe('two crawls of one source', () => {
  test('the second process is told who holds it, asks for nothing, and may try later', {
    timeout: 60_000,
  }, async () => {
    const site = await slowSite(60);
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0 };
    const first = startCrawl(workspace.directory, options);
    const ended = endOf(first);
    while (site.requests.length < 5) await sleep(2);
    const second = await endOf(startCrawl(workspace.directory, { ...options, query: ['other'] }));
    expect(second.result).toMatchObject({
      status: 'blocked',
      requests: 0,
      failed: [{ code: 'source-busy' }],
    });
    expect(second.result?.failed[0]?.message).toContain(`Process ${first.pid}`);
    expect(exitCodeOf(second.result?.status ?? 'failed')).toBe(75);
    expect((await ended).result).toMatchObject({ status: 'done', new: 60 });
    expect((await casesOf(workspace)).size).toBe(60);
    const urls = site.requests.map(({ url }) => url);
    expect(urls.filter((url, at) => urls.indexOf(url) !== at)).toEqual([]);
  });

  test('a killed crawl leaves no lock behind', { timeout: 60_000 }, async () => {
    const site = await slowSite(60);
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0 };
    const first = startCrawl(workspace.directory, options);
    const ended = endOf(first);
    while (site.requests.length < 10) await sleep(2);
    first.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    expect(await crawl(workspace, plainSource, options)).toMatchObject({ status: 'done' });
  });

  test('within one process as well, and another source is not held up', async () => {
    const site = await slowSite(10);
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0 };
    const other = { ...plainSource, name: 'plain-two' };
    const results = await Promise.all([
      crawl(workspace, plainSource, options),
      crawl(workspace, plainSource, options),
      crawl(workspace, other, options),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['done', 'blocked', 'done']);
    expect(await crawl(workspace, plainSource, options)).toMatchObject({ status: 'done', unchanged: 10 });
  });
});
