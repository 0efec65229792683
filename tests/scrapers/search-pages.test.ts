import { expect, test } from 'vitest';
import { parseEuroradSearch } from '../../scrapers/eurorad/search-page.ts';
import { parseSearchPage } from '../../scrapers/radiopaedia/search-page.ts';
import { parseListing } from '../../scrapers/sirm/listing.ts';
import { captchaPage } from '../helpers/sites/faults.ts';

const parsers = [
  [
    'radiopaedia',
    parseSearchPage,
    'https://radiopaedia.org/search?q=x&scope=cases',
    'a.search-result.search-result-case',
  ],
  ['eurorad', parseEuroradSearch, 'https://www.eurorad.org/advanced-search?search=x', 'a[href*="/case/"]'],
  ['sirm', parseListing, 'https://www.sirm.org/?s=x', 'article .entry-title a'],
] as const;

test.each(parsers)(
  '%s: a page without hits that does not say so is no empty result',
  (_, parse, url, selector) => {
    expect(() => parse(captchaPage, url)).toThrow(selector);
    expect(() => parse('', url)).toThrow(selector);
  },
);

const card = (href: string) =>
  `<a class="search-result search-result-case" href="${href}"><h4 class="search-result-title-text">T</h4></a>`;

test('radiopaedia: a card that links no case stops the run', () => {
  const html = card('/cases/one?lang=us') + card('/articles/two?lang=us');
  expect(() => parseSearchPage(html, parsers[0][2])).toThrow('[href^="/cases/"]');
});

test('radiopaedia: the pager may end on its last number only', () => {
  const pager = '<div class="pagination clear"><a href="?page=2">2</a> <a href="?page=3">3</a></div>';
  const at = (page: number) => parseSearchPage(card('/cases/one') + pager, `${parsers[0][2]}&page=${page}`);
  expect(() => at(1)).toThrow('next_page');
  expect(at(3).next).toBeNull();
});

test('eurorad: so may its pager', () => {
  const html =
    '<div class="col-12 col-md-6 col-lg-4 mb-4"><a href="/case/1">T</a></div><div class="pagination"><a href="?search=x&page=4">4</a></div>';
  expect(() => parseEuroradSearch(html, `${parsers[1][2]}&page=0`)).toThrow('Go to next page');
  expect(parseEuroradSearch(html, `${parsers[1][2]}&page=4`)).toEqual({
    hits: [{ number: '1', href: '/case/1', title: 'T' }],
    next: null,
  });
});
