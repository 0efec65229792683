import { load } from 'cheerio';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { crawl } from '../../../../scrapers/crawl/crawl.ts';
import type { Source, WantedImage } from '../../../../scrapers/crawl/source.ts';
import { casesOf, crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { type HttpSite, type SiteAnswer, startHttpSite } from '../../../helpers/http-site.ts';
import { plainSource } from '../../../helpers/plain-source.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';

const shell = (number: number, extra: string) => `<!doctype html><html><head><title>Case ${number}</title>
  <link rel="stylesheet" href="/style.css"><script src="/app.js"></script></head>
  <body><div id="root"></div><img src="/images/${number}_thumb.png">
  <script src="https://tracker.example/t.js"></script>${extra}</body></html>`;

const app = `
  document.cookie = 'seen=1; path=/';
  fetch('/viewer/' + location.pathname.split('/').pop() + '.json?c=' + Date.now())
    .then((answer) => answer.json())
    .then((data) => {
      document.querySelector('#root').innerHTML = '<h1 class="title">' + data.title + '</h1><p class="presentation">' + data.text + '</p>';
    });`;

/** A site whose case pages are made by a script: what they say is only in the browser. */
const startScriptedSite = async (
  extra = '',
  interfere: (path: string) => SiteAnswer | undefined = () => undefined,
): Promise<HttpSite> => {
  const site = await startHttpSite(async (path) => {
    const fault = interfere(path);
    if (fault !== undefined) return fault;
    const { pathname } = new URL(path, 'http://site');
    const number = Number(/\d+/.exec(pathname)?.[0] ?? 0);
    if (pathname === '/robots.txt') return { status: 404 };
    if (pathname === '/search') {
      const hits = [100, 101].map((each) => `<a class="hit" href="/cases/${each}">Case</a>`);
      return { body: `<title>Search</title><p class="count">2 results</p>${hits.join('')}` };
    }
    if (pathname.startsWith('/cases/'))
      return {
        headers: { 'set-cookie': ['session=s1; Path=/', 'other=o1; Path=/'] },
        body: shell(number, extra),
      };
    if (pathname === '/app.js') return { headers: { 'content-type': 'text/javascript' }, body: app };
    if (pathname.startsWith('/viewer/')) {
      const data = {
        title: `Case ${number}`,
        text: `Cough for ${number} days.`,
        images: [`/images/${number}.png`],
      };
      return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) };
    }
    if (pathname.startsWith('/images/'))
      return { headers: { 'content-type': 'image/png' }, body: await tinyPng(pathname) };
    return { status: 404 };
  });
  onTestFinished(() => site.close());
  return site;
};

const viewerSchema = z.object({ title: z.string(), images: z.array(z.string()) });

/** The plain source, reading its case pages through the browser. */
const scriptedSource: Source = {
  ...plainSource,
  async readCase(door, reference, options) {
    const page = await door.openPage(reference.url, { waitFor: 'h1.title' });
    const html = await page.html();
    const viewer = await page.received((url) => url.includes('/viewer/'), 5_000);
    const { images } = viewerSchema.parse(JSON.parse(viewer?.text ?? '{}'));
    const text = load(html)('p.presentation').text();
    const plain = await plainSource.readCase(
      {
        ...door,
        base: door.base,
        fetchText: async () => ({
          ...(viewer as NonNullable<typeof viewer>),
          text: html,
          sha256: page.sha256,
          retrievedAt: page.retrievedAt,
          finalUrl: page.finalUrl,
        }),
      } as typeof door,
      reference,
      options,
    );
    return {
      ...plain,
      async *images(): AsyncGenerator<WantedImage> {
        for (const link of images)
          yield {
            id: link,
            urls: [door.resolve(link, page.finalUrl) ?? ''],
            referer: text === '' ? '' : page.finalUrl,
          };
      },
    };
  },
};

const run = (workspace: ReturnType<typeof crawlWorkspace>, site: HttpSite, more = {}) =>
  crawl(workspace, scriptedSource, { baseUrl: site.origin, delay: 0, ...more });

describe('pages that a script makes', () => {
  test('are read in the browser, with nothing requested that is not needed and nothing twice', async () => {
    const site = await startScriptedSite();
    const workspace = crawlWorkspace();
    expect(await run(workspace, site)).toMatchObject({
      status: 'done',
      new: 2,
      failed: [],
      requests: site.requests.length,
    });
    expect(site.paths().map((path) => path.replace(/c=\d+/, 'c='))).toEqual([
      '/robots.txt',
      '/search?page=1',
      '/cases/100',
      '/app.js',
      '/viewer/100.json?c=',
      '/images/100.png',
      '/cases/101',
      '/viewer/101.json?c=',
      '/images/101.png',
    ]);
    expect((await workspace.cases.get('plain-101'))?.texts[0]?.text).toBe('Cough for 101 days.');
    for (const { headers, together } of site.requests) {
      expect(headers['user-agent']).toMatch(/^Caseline\//);
      expect(together).toBe(1);
    }
    // The page's cookies go with its own requests, those it was sent and those its script set.
    const viewer = site.requests.find(({ url }) => url.startsWith('/viewer/100'));
    expect(viewer?.headers.cookie).toMatch(/session=s1/);
    expect(viewer?.headers.cookie).toMatch(/other=o1/);
    expect(viewer?.headers.cookie).toMatch(/seen=1/);
  });

  test('are rebuilt offline without a browser, byte for byte', async () => {
    const site = await startScriptedSite();
    const workspace = crawlWorkspace();
    await run(workspace, site);
    const before = await casesOf(workspace);
    await site.close();
    const chromium = process.env['CASELINE_CHROMIUM'];
    process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';
    onTestFinished(() => {
      if (chromium === undefined) delete process.env['CASELINE_CHROMIUM'];
      else process.env['CASELINE_CHROMIUM'] = chromium;
    });
    expect(await run(workspace, site, { delay: undefined, offline: true })).toMatchObject({
      status: 'done',
      unchanged: 2,
      failed: [],
    });
    expect(await casesOf(workspace)).toEqual(before);
  });

  test('reach nothing beyond the site, whatever their scripts try', async () => {
    const inner = await startHttpSite(() => ({ body: 'secret' }));
    onTestFinished(() => inner.close());
    const port = new URL(inner.origin).port;
    const attack = `<script>
      fetch('http://10.0.0.1/a').catch(() => 0);
      new WebSocket('ws://127.0.0.1:${port}/socket');
      navigator.sendBeacon('http://127.0.0.1:${port}/beacon', 'x');
      new Image().src = 'http://127.0.0.1:${port}/image';
      fetch('http://127.0.0.1:${port}/post', {method: 'POST', body: 'x', mode: 'no-cors'}).catch(() => 0);
      document.body.insertAdjacentHTML('beforeend', '<iframe src="http://127.0.0.1:${port}/frame"></iframe><link rel="prefetch" href="http://127.0.0.1:${port}/prefetch">');
    </script>`;
    const site = await startScriptedSite(attack);
    expect(await run(crawlWorkspace(), site)).toMatchObject({ status: 'done', new: 2 });
    expect(inner.paths()).toEqual([]);
  });

  test('whose data is a challenge stop the run with evidence', async () => {
    const site = await startScriptedSite('', (path) =>
      path.startsWith('/viewer/101') ? { body: '<title>Just a moment...</title>' } : undefined,
    );
    expect(await run(crawlWorkspace(), site)).toMatchObject({
      status: 'blocked',
      new: 1,
      failed: [{ code: 'challenge' }],
    });
  });

  test('that redirect are followed before the browser sees them', async () => {
    const site = await startScriptedSite('', (path) =>
      path === '/cases/101' ? { status: 301, headers: { location: '/cases/moved-102' } } : undefined,
    );
    const workspace = crawlWorkspace();
    expect(await run(workspace, site)).toMatchObject({ status: 'done', new: 2, failed: [] });
    expect(await workspace.cases.has('plain-102')).toBe(true);
    const before = site.requests.length;
    expect(await run(workspace, site)).toMatchObject({ unchanged: 2 });
    expect(site.paths().slice(before)).toEqual(['/search?page=1']);
  });

  test('that never come to rest cost their case only', async () => {
    const site = await startScriptedSite('', (path) =>
      path === '/cases/100' ? { body: '<title>Case 100</title><script>for (;;);</script>' } : undefined,
    );
    expect(await run(crawlWorkspace(), site)).toMatchObject({
      status: 'done',
      new: 1,
      failed: [{ code: 'browser' }],
    });
  });

  test('without Chromium the run ends with the way to get one', async () => {
    const site = await startScriptedSite();
    const chromium = process.env['CASELINE_CHROMIUM'];
    process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';
    try {
      const result = await run(crawlWorkspace(), site);
      expect(result).toMatchObject({ status: 'failed', new: 0 });
      expect(result.failed.at(-1)?.message).toContain('npx playwright install chromium');
    } finally {
      if (chromium === undefined) delete process.env['CASELINE_CHROMIUM'];
      else process.env['CASELINE_CHROMIUM'] = chromium;
    }
  });
});
