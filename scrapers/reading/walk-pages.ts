import type { Door } from '../crawl/door/door.ts';
import type { CaseReference, SearchPage } from '../crawl/source.ts';

/** A case as a search page lists it. */
export interface SearchHit {
  /** As linked. */
  href: string;
  title: string | null;
}

/** What the parser of a search page tells. */
export interface SearchResult<Hit extends SearchHit> {
  hits: Hit[];
  /** Link to the next page, as written; null on the last one. */
  next: string | null;
  /** Number of results the page claims; null or nothing when it does not say. */
  found?: number | null;
}

/**
 * Search pages one after the other by their links to the next, each once; a page is requested when the consumer asks
 * beyond the last one.
 * @param parse the page's text and address
 * @param referenceOf what is known of a hit beside its title; `at` is the address that its link counts from
 */
export async function* walkPages<Hit extends SearchHit>(
  door: Door,
  first: string,
  parse: (html: string, url: string) => SearchResult<Hit>,
  referenceOf: (hit: Hit, at: string) => CaseReference,
): AsyncGenerator<SearchPage> {
  const visited = new Set<string>();
  let url: string | null = first;
  while (url !== null && !visited.has(url)) {
    visited.add(url);
    const fetched = await door.fetchText(url, { expect: 'html' });
    const { hits, next, found = null } = parse(fetched.text, url);
    const references = hits.map((hit) => ({
      ...referenceOf(hit, fetched.finalUrl),
      ...(hit.title === null ? {} : { title: hit.title }),
    }));
    yield { url, found, references };
    url = next === null ? null : door.resolve(next, fetched.finalUrl);
  }
}
