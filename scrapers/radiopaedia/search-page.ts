import * as cheerio from 'cheerio';
import { requireMatch } from '../reading/contract.ts';
import { findLabels, readAttribute, readLine } from '../reading/html-text.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import type { SearchResult } from '../reading/walk-pages.ts';
import { modalityNames, type RadiopaediaHit } from './record.ts';

const hitSelector = 'a.search-result.search-result-case';
const emptyWords = 'No results were found';

/** `/cases/slug?lang=us` → `slug`; null for anything that is no case page. */
export const slugOf = (link: string): string | null => {
  const path = URL.parse(link, 'https://radiopaedia.org')?.pathname;
  return /^\/cases\/([A-Za-z0-9%][\w.~%-]{0,300})\/?$/.exec(path ?? '')?.[1] ?? null;
};

const claimed = (text: string): number | null => {
  const digits = /(\d[\d,.]{0,12}) results? found/.exec(text)?.[1]?.replaceAll(/[,.]/g, '');
  return digits === undefined ? null : Number(digits);
};

/**
 * One page of `/search?scope=cases`.
 * @throws ContractBroken when it has neither hits nor the words of an empty result, when case links stand outside of
 *   the cards, or when the pager goes on but its link to the next page is gone
 */
export const parseSearchPage = (html: string, url: string): SearchResult<RadiopaediaHit> => {
  const $ = cheerio.load(html);
  const text = plainSpaces($('body').text());
  const page = { source: 'radiopaedia', url };
  const cards = $(hitSelector);
  const isEmpty = text.includes(emptyWords);
  requireMatch(cards.length > 0 || isEmpty, { selector: hitSelector, field: 'search results' }, page);
  const hits = cards.toArray().flatMap((element): RadiopaediaHit[] => {
    const card = $(element);
    const href = readAttribute(card, 'href');
    const slug = href === null ? null : slugOf(href);
    if (href === null || slug === null) return [];
    return [
      {
        slug,
        href,
        title: readLine(card.find('.search-result-title-text')) || null,
        modalities: card
          .find('.search-result-modalities span')
          .toArray()
          .map((span) => readLine($(span)))
          .filter(Boolean),
      },
    ];
  });
  requireMatch(
    isEmpty || hits.length === cards.length,
    { selector: `${hitSelector}[href^="/cases/"]`, field: 'case link' },
    page,
  );
  requireMatch(
    isEmpty || hits.some((hit) => hit.title !== null),
    { selector: '.search-result-title-text', field: 'title' },
    page,
  );
  const known = modalityNames.filter((word) => text.includes(word));
  const strayed = findLabels($, known, hitSelector).filter(
    (_, element) => $(element).closest('.search-result-modalities').length === 0,
  );
  requireMatch(
    strayed.length === 0 || hits.some((hit) => hit.modalities.length > 0),
    { selector: 'div.search-result-modalities span', field: 'modalities' },
    page,
  );
  return { hits, next: nextOf($, page), found: claimed(text) };
};

/** The pager may end only on its last number. */
const nextOf = ($: cheerio.CheerioAPI, page: { source: string; url: string }): string | null => {
  const next = $('a.next_page, a[rel~="next"]').first();
  const href = readAttribute(next, 'href');
  if (href !== null) return href;
  const current = Number(URL.parse(page.url)?.searchParams.get('page') ?? '1');
  const numbers = $('.pagination a, .pagination em, .pagination span')
    .toArray()
    .map((element) => Number(readLine($(element)).replaceAll(',', '')))
    .filter((number) => Number.isInteger(number) && number > 0);
  const last = Math.max(0, ...numbers);
  requireMatch(last <= current, { selector: 'a.next_page[rel=next]', field: 'next page of results' }, page);
  return null;
};
