import * as cheerio from 'cheerio';
import { requireMatch } from '../reading/contract.ts';
import { readAttribute, readLine } from '../reading/html-text.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import type { SearchResult } from '../reading/walk-pages.ts';
import type { EuroradHit } from './record.ts';

const cardSelector = '.col-12.col-md-6.col-lg-4.mb-4 a[href*="/case/"]';

/** `/case/16744`, `/case/16744/teaching-case?print=1` → `16744`; null for anything else. */
export const caseNumberOf = (link: string): string | null => {
  const path = URL.parse(link, 'https://www.eurorad.org')?.pathname;
  return /^(?:\/[a-z]{2})?\/case\/(\d{1,7})(?:\/teaching-case)?\/?$/.exec(path ?? '')?.[1] ?? null;
};

const addressOf = (link: string, page: string): URL | null =>
  URL.parse(link, URL.parse(page, 'https://www.eurorad.org') ?? undefined);

/** 0-based, as the site counts them. */
const pageNumber = (url: URL | null): number => Number(url?.searchParams.get('page') ?? '0') || 0;

/**
 * One page of `/advanced-search`. A card links its case from image and title: one hit each.
 * @throws ContractBroken when it has neither cards nor the words of an empty result, when case links stand outside of
 *   the cards, or when the pager goes on but its link to the next page is gone
 */
export const parseEuroradSearch = (html: string, url: string): SearchResult<EuroradHit> => {
  const $ = cheerio.load(html);
  const page = { source: 'eurorad', url };
  const links = $(cardSelector);
  const isEmpty = plainSpaces($('body').text()).includes('No case found');
  requireMatch(links.length > 0 || isEmpty, { selector: cardSelector, field: 'search results' }, page);
  const hits = new Map<string, EuroradHit>();
  for (const element of links.toArray()) {
    const href = readAttribute($(element), 'href') ?? '';
    const number = caseNumberOf(href);
    if (number === null) continue;
    const title = readLine($(element)) || null;
    const held = hits.get(number);
    hits.set(number, { number, href: held?.href ?? href, title: held?.title ?? title });
  }
  requireMatch(isEmpty || hits.size > 0, { selector: cardSelector, field: 'case link' }, page);
  const next = readAttribute($('a[title="Go to next page"], a[rel~="next"]').first(), 'href');
  const here = addressOf(url, url);
  const further = $('.pagination a, .pager a, nav a')
    .toArray()
    .map((element) => addressOf($(element).attr('href') ?? '', url))
    .some((link) => link?.pathname === here?.pathname && pageNumber(link) > pageNumber(here));
  requireMatch(
    next !== null || !further,
    { selector: 'div.pagination a[title="Go to next page"]', field: 'next page of results' },
    page,
  );
  return { hits: [...hits.values()], next };
};
