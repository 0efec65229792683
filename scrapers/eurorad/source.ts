import { BadUsage } from '../../data/errors.ts';
import type { Door } from '../crawl/door/door.ts';
import type {
  CaseEstimate,
  CaseReference,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../crawl/source.ts';
import { reachedBy, wantedFigures } from '../reading/case-parts.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { parseEuroradCase } from './case-page.ts';
import { caseNumberOf, parseEuroradSearch } from './search-page.ts';
import { type EuroradCase, euroradFills, euroradToCase, figureIds } from './to-case.ts';

/** Raise whenever the same pages give another document. */
const parserVersion = '2';
const origin = 'https://www.eurorad.org';

const searchAddress = (base: string, query: SearchQuery): string => {
  const parameters = new URLSearchParams({ search: query.text });
  let count = 0;
  for (const [name, values] of Object.entries(query.filters)) {
    if (name === 'sort_by' || name === 'sort_order') parameters.set(name, values.at(-1) ?? '');
    else if (name === 'section' || name === 'area_of_interest') {
      for (const value of values) {
        parameters.append(`filter[${count}]`, `${name}:${value}`);
        count += 1;
      }
    } else {
      throw new BadUsage(
        'unknown-filter',
        `eurorad knows no filter '${name}'; use section= or area_of_interest= with the site's number, sort_by= or sort_order=`,
      );
    }
  }
  return `${base}/advanced-search?${parameters}`;
};

async function* search(door: Door, query: SearchQuery): AsyncIterable<SearchPage> {
  yield* walkPages(door, searchAddress(door.base, query), parseEuroradSearch, ({ number }, at) => ({
    alias: number,
    url: door.resolve(`/case/${number}`, at) ?? `${door.base}/case/${number}`,
  }));
}

const readCase = async (door: Door, reference: CaseReference): Promise<OpenedCase> => {
  const fetched = await door.fetchText(reference.url, {
    expect: 'html',
    referer: `${door.base}/advanced-search`,
  });
  const page = parseEuroradCase(fetched.text, fetched.finalUrl);
  const read: EuroradCase = { page, reached: reachedBy(fetched, `eurorad/${parserVersion}`) };
  const ids = figureIds(page.figures);
  return {
    id: `eurorad-${page.number}`,
    aliases: [...new Set([reference.alias, page.number])],
    images: () => wantedFigures(door, fetched.finalUrl, page.figures, (index) => ids[index] ?? ''),
    toCase: (outcomes) => euroradToCase(read, outcomes),
    fills: () => euroradFills(read),
  };
};

/**
 * One page and its figures: two of a short case, and not five in the mean (69,347 figures of 18,421 cases in a count of the
 * whole site). What earlier crawls measured is better.
 */
const estimateCase = (_: CaseReference, statistics: SourceStatistics): CaseEstimate => {
  const mean = statistics.requestsByModality[''];
  const requests = mean === undefined ? { min: 2.9, max: 5.8 } : { min: mean * 0.71, max: mean * 1.4 };
  return { requests, bytes: (mean ?? 4.8) * (statistics.bytesPerRequest ?? 250_000) };
};

/** Eurorad.org: see README.md beside this file for the markup it relies on. */
export const eurorad: Source = {
  name: 'eurorad',
  origin,
  hosts: ['www.eurorad.org', 'eurorad.org'],
  floorSeconds: 5,
  parserVersion,
  needsPermission: null,
  // For the first crawl only, and low on purpose: later ones are measured by those before them.
  expectedFill: {
    title: 1,
    authors: 0.6,
    section: 0.6,
    published: 0.6,
    demographics: 0.6,
    history: 0.8,
    findings: 0.8,
    discussion: 0.6,
    differential: 0.5,
    diagnosis: 0.7,
    figures: 0.8,
    'image.caption': 0.5,
  },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf: (url) => {
    const number = caseNumberOf(url);
    return number === null ? null : { alias: number, url };
  },
  estimateCase,
};
