import * as cheerio from 'cheerio';
import { requireMatch } from '../../reading/contract.ts';
import { readAttribute, readLine } from '../../reading/html-text.ts';
import type { SearchResult } from '../../reading/walk-pages.ts';
import type { ExampleHit } from './record.ts';

/** `/case/101` → `101`; null for anything that is no case. */
export const exampleKeyOf = (link: string): string | null => {
  const path = URL.parse(link, 'https://cases.example.org')?.pathname;
  return /^\/case\/(\d{1,9})\/?$/.exec(path ?? '')?.[1] ?? null;
};

const pageOf = (link: string): number => Number(/[?&]page=(\d{1,5})\b/.exec(link)?.[1] ?? '1');

/**
 * One page of a search.
 * @throws ContractBroken when it has neither cases nor the words of an empty result, or numbers further pages without
 *   a link to the next one
 */
export const parseExampleListing = (html: string, url: string): SearchResult<ExampleHit> => {
  const $ = cheerio.load(html);
  const page = { source: 'example', url };
  const hits = new Map<string, ExampleHit>();
  for (const element of $('main a[href]').toArray()) {
    const href = readAttribute($(element), 'href') ?? '';
    const key = exampleKeyOf(href);
    if (key !== null && !hits.has(key)) hits.set(key, { key, href, title: readLine($(element)) || null });
  }
  const isEmpty = /No cases found/i.test(readLine($('main')));
  requireMatch(hits.size > 0 || isEmpty, { selector: 'main a[href^="/case/"]', field: 'cases' }, page);
  const links = $('a[href]')
    .toArray()
    .map((element) => readAttribute($(element), 'href') ?? '')
    .filter((href) => pageOf(href) > pageOf(url));
  const next = links.find((href) => pageOf(href) === pageOf(url) + 1) ?? null;
  requireMatch(
    next !== null || links.length === 0,
    { selector: 'a[rel="next"]', field: 'next page of cases' },
    page,
  );
  return { hits: [...hits.values()], next };
};
