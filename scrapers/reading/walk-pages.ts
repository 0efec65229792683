import type { Door } from '../crawl/door/door.ts';
import type { SearchPage } from '../crawl/source.ts';

/** What a search page's parser tells: the address of the next page as written, null on the last one. */
interface Linked {
  readonly next: string | null;
}

/**
 * Search pages one after the other by their links to the next, each once; a page is requested when the consumer asks
 * beyond the last one.
 * @param parse the page's text and address
 * @param pageOf what the page lists; `at` is the address that links on it count from
 */
export async function* walkPages<Result extends Linked>(
  door: Door,
  first: string,
  parse: (html: string, url: string) => Result,
  pageOf: (result: Result, at: string) => Omit<SearchPage, 'url'>,
): AsyncGenerator<SearchPage> {
  const visited = new Set<string>();
  let url: string | null = first;
  while (url !== null && !visited.has(url)) {
    visited.add(url);
    const fetched = await door.fetchText(url, { expect: 'html' });
    const result = parse(fetched.text, url);
    yield { url, ...pageOf(result, fetched.finalUrl) };
    url = result.next === null ? null : door.resolve(result.next, fetched.finalUrl);
  }
}
