import * as cheerio from 'cheerio';
import { requireMatch } from '../reading/contract.ts';
import { readAttribute, readLine } from '../reading/html-text.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import type { SearchResult } from '../reading/walk-pages.ts';
import type { SirmHit } from './record.ts';

/** Posts are linked from their titles; widgets, menus and footers link from anywhere. */
const linkSelector = '.entry-title a[href], h1 a[href], h2 a[href], h3 a[href], h4 a[href]';
const besideSelector = 'aside, nav, footer, .widget, .sidebar';
const emptySelector = '.no-results, .not-found, .error404';

/** `…/2020/03/10/covid-19-caso-32/` → `2020/03/10/covid-19-caso-32`; null for anything that is no post. */
export const postKeyOf = (link: string): string | null => {
  const path = URL.parse(link, 'https://www.sirm.org')?.pathname;
  return /^\/(\d{4}\/\d{2}\/\d{2}\/[\w%-]{1,200})\/?$/.exec(path ?? '')?.[1] ?? null;
};

/** Listings number their pages from 1: in the path, or as `paged` where addresses are plain. */
const pageOf = (link: string): number =>
  Number(/\/page\/(\d{1,5})\/?(?:[?#]|$)/.exec(link)?.[1] ?? /[?&]paged=(\d{1,5})\b/.exec(link)?.[1] ?? '1');

/**
 * One page of a category or a search.
 * @throws ContractBroken when it has neither posts nor the mark of an empty result, or numbers further pages without
 *   a link to the next one
 */
export const parseListing = (html: string, url: string): SearchResult<SirmHit> => {
  const $ = cheerio.load(html);
  const page = { source: 'sirm', url };
  const hits = new Map<string, SirmHit>();
  const titles = $(linkSelector).filter((_, element) => $(element).closest(besideSelector).length === 0);
  for (const element of titles.toArray()) {
    const href = readAttribute($(element), 'href') ?? '';
    const key = postKeyOf(href);
    if (key !== null && !hits.has(key)) hits.set(key, { key, href, title: readLine($(element)) || null });
  }
  const isEmpty =
    $(emptySelector).length > 0 || /Nessun risultato|Nothing found/i.test(plainSpaces($('body').text()));
  requireMatch(hits.size > 0 || isEmpty, { selector: 'article .entry-title a', field: 'posts' }, page);
  const current = pageOf(url);
  const links = $('a[href], link[rel="next"]')
    .toArray()
    .map((element) => readAttribute($(element), 'href') ?? '')
    .filter((href) => pageOf(href) > current);
  const next = links.find((href) => pageOf(href) === current + 1) ?? null;
  requireMatch(
    next !== null || links.length === 0,
    { selector: 'a.next.page-numbers[href*="/page/"]', field: 'next page of posts' },
    page,
  );
  return { hits: [...hits.values()], next };
};
