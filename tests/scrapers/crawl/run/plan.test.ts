import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { version } from '../../../../data/version.ts';
import { type CrawlListener, crawl, plan } from '../../../../scrapers/crawl/crawl.ts';
import { addUp, narrowed, restsOn } from '../../../../scrapers/crawl/run/estimate.ts';
import type { Source } from '../../../../scrapers/crawl/source.ts';
import { eurorad } from '../../../../scrapers/eurorad/source.ts';
import { radiopaedia } from '../../../../scrapers/radiopaedia/source.ts';
import { always, page } from '../../../helpers/crawl-with.ts';
import { crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { type PlainSiteOptions, startPlainSite } from '../../../helpers/plain-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const site = async (options: PlainSiteOptions = {}) => {
  const started = await startPlainSite({ cases: 8, ...options });
  onTestFinished(() => started.close());
  return started;
};

describe('the range of a plan', () => {
  test('is never wider than a factor of two and stays within what was estimated', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }));
    fc.assert(
      fc.property(range, ([min, more]) => {
        const narrow = narrowed({ min, max: min + more });
        expect(narrow.max).toBeLessThanOrEqual(Math.max(2 * narrow.min, 1));
        expect(narrow.max).toBeLessThanOrEqual(Math.max(min + more, 1));
        expect(narrow.min).toBeGreaterThanOrEqual(min);
      }),
    );
  });

  test('counts time at the polite rate: no pause before the first request, jitter and latency at the top', () => {
    const total = addUp([{ requests: { min: 4, max: 6 }, bytes: 1_000 }], {
      searchPages: 1,
      robots: 1,
      searchBytes: 500,
      floor: 10,
      latency: 0.5,
    });
    expect(total).toEqual({ requests: { min: 5, max: 8 }, bytes: 1_500, seconds: { min: 40, max: 108 } });
  });
});

test('what a plan rests on is said in words', () => {
  expect(restsOn({ source: 'eurorad', measured: 0 })).toMatch(/^No case of eurorad has been read here yet/);
  expect(restsOn({ source: 'eurorad', measured: 1 })).toBe(
    'This counts with what one case took that was read before.',
  );
  expect(restsOn({ source: 'eurorad', measured: 1200 })).toMatch(/what 1,200 cases took/);
});

describe('the estimate of a first crawl', () => {
  const nothing = { cases: 0, requestsByModality: {}, bytesPerRequest: null };
  const ranged = (source: Source, cases: number, modalities: string[], searchPages: number) => {
    const reference = { alias: 'a', url: 'http://a.example/', modalities };
    const estimates = Array.from({ length: cases }, () =>
      source.estimateCase(reference, nothing, { allFrames: false }),
    );
    return addUp(estimates, { searchPages, robots: 1, searchBytes: 0, floor: 5, latency: 0 }).requests;
  };
  test.each<[string, Source, number, string[], number, number]>([
    ['short cases of Eurorad', eurorad, 12, [], 2, 12 * 3],
    ['its cases in the mean', eurorad, 12, [], 2, Math.round(12 * 4.8)],
    ['one short case', eurorad, 1, [], 1, 3],
    ['films of Radiopaedia, one a case', radiopaedia, 12, ['X-ray'], 1, 12 * 3],
    ['films in a real batch', radiopaedia, 40, ['X-ray'], 2, 40 + 60 + 77],
    ['film and CT', radiopaedia, 10, ['X-ray', 'CT'], 1, 10 * 5],
    ['CT of several stacks', radiopaedia, 10, ['CT'], 1, 10 * 5],
  ])('holds %s', (_name, source, cases, modalities, searchPages, asked) => {
    const { min, max } = ranged(source, cases, modalities, searchPages);
    expect(searchPages + asked).toBeGreaterThanOrEqual(min);
    expect(searchPages + asked + 1).toBeLessThanOrEqual(max);
    expect(max).toBeLessThanOrEqual(2 * min);
  });
});

describe('a plan', () => {
  test.each([undefined, 1, 3])(
    'with limit %s is what the crawl then does, and asks for search pages only',
    async (limit) => {
      const { origin, paths } = await site();
      const workspace = crawlWorkspace();
      const options = { baseUrl: origin, delay: 0, ...(limit === undefined ? {} : { limit }) };
      const planned = await plan(workspace, plainSource, options);
      expect(paths().every((path) => path === '/robots.txt' || path.startsWith('/search'))).toBe(true);
      const done = await crawl(workspace, plainSource, options);
      expect(planned).toMatchObject({ source: 'plain', cases: done.new, status: 'planned' });
      expect(done.requests).toBeGreaterThanOrEqual(planned.requests.min);
      expect(done.requests).toBeLessThanOrEqual(planned.requests.max);
      expect(planned.requests.max).toBeLessThanOrEqual(2 * planned.requests.min);
      expect(planned.bytes).toBeGreaterThan(0);
    },
  );

  test('leaves out what is held and learns from what earlier cases cost', async () => {
    const { origin } = await site({ imagesPerCase: 9 });
    const workspace = crawlWorkspace();
    const options = { baseUrl: origin, delay: 0 };
    await crawl(workspace, plainSource, { ...options, limit: 3 });
    const planned = await plan(workspace, plainSource, options);
    const done = await crawl(workspace, plainSource, options);
    expect(planned.cases).toBe(5);
    expect(done).toMatchObject({ new: 5, unchanged: 3 });
    expect(done.requests).toBeGreaterThanOrEqual(planned.requests.min);
    expect(done.requests).toBeLessThanOrEqual(planned.requests.max);
  });

  test('counts a case that refused before as one request and no case, where a crawl would come to it', async () => {
    const closed = always('/cases/case-about-101', { status: 403, body: page('Draft', 'not yet') });
    const { origin } = await site({ interfere: closed });
    const workspace = crawlWorkspace();
    const options = { baseUrl: origin, delay: 0 };
    const told: boolean[] = [];
    const onEvent: CrawlListener = (event) => {
      if (event.type === 'stopped') told.push(event.ofOneCase);
    };
    await crawl(workspace, plainSource, { ...options, onEvent });
    expect(told).toEqual([true]);
    // With a limit that is reached before, the crawl does not come to it.
    const few = await plan(workspace, plainSource, { ...options, limit: 2 });
    expect(few).toMatchObject({ cases: 2, refused: 0 });
    for (const cases of [6, 0]) {
      const planned = await plan(workspace, plainSource, options);
      const done = await crawl(workspace, plainSource, options);
      expect([planned.cases, planned.refused, done.new]).toEqual([cases, 1, cases]);
      expect(done.requests).toBeGreaterThanOrEqual(planned.requests.min);
      expect(done.requests).toBeLessThanOrEqual(planned.requests.max);
    }
  });

  test('does not stand between a killed crawl and the one that goes on with it', async () => {
    const { origin, paths } = await site();
    const workspace = crawlWorkspace();
    const stop = new AbortController();
    const onEvent = (event: { type: string; url?: string }) => {
      if (event.type === 'request' && event.url?.endsWith('/images/101-0.png')) stop.abort();
    };
    await crawl(workspace, plainSource, { baseUrl: origin, delay: 0, signal: stop.signal, onEvent });
    await plan(workspace, plainSource, { baseUrl: origin, delay: 0 });
    await crawl(workspace, plainSource, { baseUrl: origin, delay: 0 });
    const asked = paths().filter((path) => !path.startsWith('/search'));
    expect(asked.filter((path, at) => asked.indexOf(path) !== at)).toEqual([]);
  });

  test('says when the site refuses', async () => {
    const { origin } = await site({ interfere: always('/search', { status: 403, body: page('No', 'no') }) });
    const planned = await plan(crawlWorkspace(), plainSource, { baseUrl: origin, delay: 0 });
    expect(planned).toMatchObject({ status: 'blocked', failed: [{ code: 'forbidden' }] });
  });
});

describe('what may be crawled at all', () => {
  test('a delay below the floor only on this machine', async () => {
    const crawled = crawl(crawlWorkspace(), plainSource, { delay: 1 });
    await expect(crawled).rejects.toMatchObject({ code: 'delay-too-short', exitCode: 2 });
    await expect(plan(crawlWorkspace(), plainSource, { delay: 1 })).rejects.toMatchObject({
      code: 'delay-too-short',
    });
  });

  test('a source that needs permission only when it is recorded', async () => {
    const source = { ...plainSource, needsPermission: 'its terms forbid it' };
    await expect(crawl(crawlWorkspace(), source, {})).rejects.toMatchObject({ code: 'permission-missing' });
    const { origin } = await site();
    expect(await crawl(crawlWorkspace(), source, { baseUrl: origin, delay: 0, limit: 1 })).toMatchObject({
      new: 1,
    });
  });

  test('nobody without an address to turn to', async () => {
    const workspace = crawlWorkspace();
    workspace.config.contact = ' ';
    await expect(crawl(workspace, plainSource, {})).rejects.toMatchObject({
      code: 'contact-missing',
    });
  });

  test.each([
    { limit: 0 },
    { limit: 1.5 },
    { delay: -1 },
    { delay: Number.NaN },
    { offline: true, refresh: true },
  ])('not with %j', async (options) => {
    await expect(crawl(crawlWorkspace(), plainSource, options)).rejects.toMatchObject({ exitCode: 2 });
  });

  test('with an honest name and the contact', async () => {
    const { origin, requests } = await site();
    await crawl(crawlWorkspace(), plainSource, { baseUrl: origin, delay: 0, limit: 1 });
    for (const { headers } of requests)
      expect(headers['user-agent']).toBe(`Caseline/${version} (+tests@caseline.example)`);
    expect(requests.find(({ url }) => url.startsWith('/images'))?.headers.referer).toContain(
      '/cases/case-about-100',
    );
  });
});
