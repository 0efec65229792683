import { load } from 'cheerio';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { crawl } from '../../scrapers/crawl/crawl.ts';
import type { Source, WantedImage } from '../../scrapers/crawl/source.ts';
import type { crawlWorkspace } from './crawl-workspace.ts';
import { type HttpSite, type SiteAnswer, startHttpSite } from './http-site.ts';
import { plainSource } from './plain-source.ts';
import { tinyPng } from './tiny-png.ts';

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

/**
 * A site whose case pages are made by a script: what they say is only in the browser.
 * @param extra what further stands on the page of a case
 */
export const startScriptedSite = async (
  extra: string | ((number: number) => string) = '',
  interfere: (path: string) => SiteAnswer | undefined = () => undefined,
  cases = 2,
): Promise<HttpSite> => {
  const site = await startHttpSite(async (path) => {
    const fault = interfere(path);
    if (fault !== undefined) return fault;
    const { pathname } = new URL(path, 'http://site');
    const number = Number(/\d+/.exec(pathname)?.[0] ?? 0);
    if (pathname === '/robots.txt') return { status: 404 };
    if (pathname === '/search') {
      const hits = Array.from(
        { length: cases },
        (_, at) => `<a class="hit" href="/cases/${100 + at}">Case</a>`,
      );
      return { body: `<title>Search</title><p class="count">${cases} results</p>${hits.join('')}` };
    }
    if (pathname.startsWith('/cases/'))
      return {
        headers: { 'set-cookie': ['session=s1; Path=/', 'other=o1; Path=/'] },
        body: shell(number, typeof extra === 'string' ? extra : extra(number)),
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

/** The plain source, reading its case pages through the browser. @param waitFor what shows that a page is ready, if anything does */
const scriptedSource = (waitFor: string | null): Source => ({
  ...plainSource,
  async readCase(door, reference, options) {
    const page = await door.openPage(reference.url, waitFor === null ? {} : { waitFor });
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
});

/** A crawl of the site with the source that reads it in the browser. */
export const crawlScripted = (
  workspace: ReturnType<typeof crawlWorkspace>,
  site: HttpSite,
  more = {},
  waitFor: string | null = 'h1.title',
) => crawl(workspace, scriptedSource(waitFor), { baseUrl: site.origin, delay: 0, ...more });
