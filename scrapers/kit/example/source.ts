import { BadUsage } from '../../../data/errors.ts';
import type { Door } from '../../crawl/door/door.ts';
import type {
  CaseReference,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../../crawl/source.ts';
import { reachedBy, wantedFigures } from '../../reading/case-parts.ts';
import { walkPages } from '../../reading/walk-pages.ts';
import { parseExampleCase } from './case-page.ts';
import { exampleKeyOf, parseExampleListing } from './listing.ts';
import { type ExampleCase, exampleFills, exampleId, exampleToCase, imageId } from './to-case.ts';

/** Raise whenever the same pages give another document. */
const parserVersion = '1';
const origin = 'https://cases.example.org';

async function* search(door: Door, { text, filters }: SearchQuery): AsyncIterable<SearchPage> {
  const [filter] = Object.keys(filters);
  if (filter !== undefined)
    throw new BadUsage('unknown-filter', `example knows no filter '${filter}'; search by words only`);
  const first = `${door.base}/search?${new URLSearchParams({ q: text })}`;
  yield* walkPages(door, first, parseExampleListing, ({ key, href }, at) => ({
    alias: key,
    url: door.resolve(href, at) ?? `${door.base}/case/${key}`,
  }));
}

const readCase = async (door: Door, reference: CaseReference): Promise<OpenedCase> => {
  const fetched = await door.fetchText(reference.url, { expect: 'html' });
  const page = parseExampleCase(fetched.text, fetched.finalUrl);
  const read: ExampleCase = { page, reached: reachedBy(fetched, `example/${parserVersion}`) };
  return {
    id: exampleId(page),
    aliases: [...new Set([reference.alias, page.key])],
    images: () => wantedFigures(door, fetched.finalUrl, page.figures, imageId),
    toCase: (outcomes) => exampleToCase(read, outcomes),
    fills: () => exampleFills(read),
  };
};

/** A made-up site, the pattern of a new source. See README.md beside this file. */
export const example: Source = {
  name: 'example',
  origin,
  hosts: [new URL(origin).hostname],
  floorSeconds: 5,
  parserVersion,
  // Null once somebody has read the site's terms and they leave it to robots.txt.
  needsPermission: 'its terms of use have not been read by anybody who may say that they allow it',
  // For the first crawl only, and low on purpose: later ones are measured by those before them.
  expectedFill: { title: 1, text: 0.8, figures: 0.7 },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf: (url) => {
    const alias = exampleKeyOf(url);
    return alias === null ? null : { alias, url };
  },
  /** One page and some pictures: count those of ten cases. */
  estimateCase: (_, statistics: SourceStatistics) => {
    const mean = statistics.requestsByModality[''] ?? 3;
    return {
      requests: { min: mean * 0.71, max: mean * 1.4 },
      bytes: mean * (statistics.bytesPerRequest ?? 250_000),
    };
  },
};
