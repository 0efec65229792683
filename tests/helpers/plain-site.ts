import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpSite, type SiteAnswer, type SiteHandler, startHttpSite } from './http-site.ts';
import { tinyPng } from './tiny-png.ts';

export interface PlainSiteOptions {
  readonly cases?: number;
  readonly imagesPerCase?: number;
  readonly pageSize?: number;
  readonly robots?: SiteAnswer;
  /** Pixels a side of each image. */
  readonly imageSize?: number;
  /** Milliseconds before each answer, as a site far away takes them. */
  readonly latency?: number;
  /** Answers instead of the site when it returns something. */
  readonly interfere?: (path: string, request: Parameters<SiteHandler>[1]) => SiteAnswer | undefined;
  /** Changes a page's HTML before it is sent, as a redesign would. */
  readonly mutate?: (html: string, path: string) => string;
}

export interface PlainSite extends HttpSite {
  /** Case numbers listed by the search, first to last. */
  readonly numbers: readonly number[];
}

const html = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;

const slugOf = (number: number): string => `case-about-${number}`;

/**
 * A made-up site of the general shape of the real ones: search pages, case pages that name studies, studies as JSON,
 * images. `/cases/<number>` and the alias slug `old-<slug>` redirect to the slug. Everything has an ETag.
 */
export const startPlainSite = async (options: PlainSiteOptions = {}): Promise<PlainSite> => {
  const { cases = 5, imagesPerCase = 2, pageSize = 3, imageSize = 8 } = options;
  const numbers = Array.from({ length: cases }, (_, index) => 100 + index);
  const byslug = new Map(numbers.map((number) => [slugOf(number), number]));

  const searchPage = (page: number): string => {
    const shown = numbers.slice((page - 1) * pageSize, page * pageSize);
    const hits = shown.map(
      (number) =>
        `<a class="hit" href="/cases/${slugOf(number)}?lang=us"><h4>Case ${number}</h4><span>X-ray</span></a>`,
    );
    const next =
      page * pageSize < numbers.length ? `<a class="next" href="/search?page=${page + 1}">Next</a>` : '';
    return html('Search', `<p class="count">${numbers.length} results found</p>${hits.join('')}${next}`);
  };
  const casePage = (number: number): string =>
    html(
      `Case ${number}`,
      `<h1 class="title">Case ${number}</h1><p class="presentation">Cough for ${number} days.</p>` +
        `<p class="filler">${'The report goes on in the usual way. '.repeat(60)}</p>` +
        `<div class="study" data-json="/studies/${number}.json"></div>`,
    );
  const study = (number: number): string =>
    JSON.stringify(
      Array.from({ length: imagesPerCase }, (_, index) => ({
        id: `${number}-${index}`,
        large: `/images/${number}-${index}.png`,
        small: `/images/${number}-${index}_small.png`,
        caption: `Film ${index}`,
      })),
    );

  const route = async (path: string): Promise<SiteAnswer> => {
    if (options.latency) await sleep(options.latency);
    const url = new URL(path, 'http://site');
    if (url.pathname === '/robots.txt') return options.robots ?? { status: 404, body: 'no' };
    if (url.pathname === '/search') return { body: searchPage(Number(url.searchParams.get('page') ?? 1)) };
    const [, kind, name = ''] = url.pathname.split('/');
    if (kind === 'cases') {
      const number = byslug.get(name);
      if (number !== undefined) return { body: casePage(number) };
      const target = numbers.find((known) => name === String(known) || name === `old-${slugOf(known)}`);
      if (target !== undefined) return { status: 301, headers: { location: `/cases/${slugOf(target)}` } };
    }
    if (kind === 'studies') {
      return { headers: { 'content-type': 'application/json' }, body: study(Number.parseInt(name, 10)) };
    }
    if (kind === 'images' && /^\d+-\d+(_small)?\.png$/.test(name)) {
      return { headers: { 'content-type': 'image/png' }, body: await tinyPng(name, imageSize) };
    }
    return { status: 404, body: html('Not found', 'Nothing here.') };
  };

  const site = await startHttpSite(async (path, request) => {
    const fault = options.interfere?.(path, request);
    if (fault !== undefined) return fault;
    const answer = await route(path);
    const body =
      typeof answer.body === 'string' && answer.headers === undefined && options.mutate
        ? options.mutate(answer.body, path)
        : (answer.body ?? '');
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if ((answer.status ?? 200) !== 200) return { ...answer, body };
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    return { ...answer, headers: { ...answer.headers, etag }, body };
  });
  return { ...site, numbers };
};
