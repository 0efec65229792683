import { BadUsage } from '../../data/errors.ts';
import type { Door } from '../crawl/door/door.ts';
import type {
  CaseReference,
  OpenedCase,
  SearchPage,
  SearchQuery,
  Source,
  SourceStatistics,
} from '../crawl/source.ts';
import { reachedBy, wantedFigures } from '../reading/case-parts.ts';
import { walkPages } from '../reading/walk-pages.ts';
import { parseListing, postKeyOf } from './listing.ts';
import { parsePost } from './post.ts';
import { imageId, type SirmCase, sirmFills, sirmKey, sirmToCase } from './to-case.ts';

/** Raise whenever the same pages give another document. */
const parserVersion = '2';
const origin = 'https://www.sirm.org';
const category = '/category/senza-categoria/covid-19/';

/** Without words: the category of COVID-19 cases. */
const listingAddress = (base: string, query: SearchQuery): string => {
  const [filter] = Object.keys(query.filters);
  if (filter !== undefined)
    throw new BadUsage('unknown-filter', `sirm knows no filter '${filter}'; search by words only`);
  return query.text === '' ? `${base}${category}` : `${base}/?${new URLSearchParams({ s: query.text })}`;
};

async function* search(door: Door, query: SearchQuery): AsyncIterable<SearchPage> {
  yield* walkPages(door, listingAddress(door.base, query), parseListing, ({ key, href }, at) => ({
    alias: key,
    url: door.resolve(href, at) ?? `${door.base}/${key}/`,
  }));
}

const readCase = async (door: Door, reference: CaseReference): Promise<OpenedCase> => {
  const fetched = await door.fetchText(reference.url, { expect: 'html' });
  const post = parsePost(fetched.text, fetched.finalUrl);
  const read: SirmCase = { post, reached: reachedBy(fetched, `sirm/${parserVersion}`) };
  return {
    id: `sirm-${sirmKey(post)}`,
    aliases: [
      ...new Set([reference.alias, post.key, ...fetched.redirects.flatMap((url) => postKeyOf(url) ?? [])]),
    ],
    images: () => wantedFigures(door, fetched.finalUrl, post.figures, imageId),
    toCase: (outcomes) => sirmToCase(read, outcomes),
    fills: () => sirmFills(read),
  };
};

/** SIRM, the Italian society of radiology: case posts of 2020. See README.md beside this file. */
export const sirm: Source = {
  name: 'sirm',
  origin,
  hosts: ['www.sirm.org', 'sirm.org', 'archivio.sirm.org'],
  floorSeconds: 5,
  parserVersion,
  needsPermission: null,
  expectedFill: { title: 1, text: 1, figures: 0.7 },
  search,
  readCase: (door, reference) => readCase(door, reference),
  referenceOf: (url) => {
    const key = postKeyOf(url);
    return key === null ? null : { alias: key, url };
  },
  /** One page and one or two pictures: 81 pictures of 50 posts in the reference collection. */
  estimateCase: (_, statistics: SourceStatistics) => {
    const mean = statistics.requestsByModality[''] ?? 2.8;
    return {
      requests: { min: mean * 0.71, max: mean * 1.4 },
      bytes: mean * (statistics.bytesPerRequest ?? 250_000),
    };
  },
};
