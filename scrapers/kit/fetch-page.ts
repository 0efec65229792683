import { type CrawlOptions, type CrawlWorkspace, plan } from '../crawl/crawl.ts';
import type { FetchedText } from '../crawl/door/door.ts';
import { isLoopbackHost } from '../crawl/door/requests/addresses.ts';
import type { Source } from '../crawl/source.ts';

/** A page, or why the site does not give it. */
export type PageAnswer = { readonly page: FetchedText } | { readonly refusal: string };

/** A site that no source reads yet, asked as slowly as any. */
const siteOf = (url: URL): Omit<Source, 'search'> => ({
  name: 'inspect',
  origin: url.origin,
  hosts: [url.hostname],
  floorSeconds: 5,
  parserVersion: '1',
  needsPermission: null,
  expectedFill: {},
  readCase: () => Promise.reject(new Error('a page is looked at, no case read')),
  referenceOf: () => null,
  estimateCase: () => ({ requests: { min: 0, max: 0 }, bytes: 0 }),
});

/**
 * Asks for one page as a crawl would: robots.txt first, the source's pause, its permission, the answer kept.
 * @param source whose page it is; null when no source reads the site yet
 * @throws BadUsage when the source may not be asked, or the workspace names nobody to turn to
 */
export const fetchPage = async (
  workspace: CrawlWorkspace,
  source: Source | null,
  address: URL,
  options: Pick<CrawlOptions, 'onEvent' | 'delay'> = {},
): Promise<PageAnswer> => {
  let page: FetchedText | null = null;
  const asked: Source = {
    ...(source ?? siteOf(address)),
    async *search(door) {
      page = await door.fetchText(address.href);
      yield { url: address.href, found: null, references: [] };
    },
  };
  const copy = isLoopbackHost(address.hostname) ? { baseUrl: address.origin } : {};
  const { failed } = await plan(workspace, asked, { ...options, ...copy, query: [] });
  return page === null
    ? { refusal: failed.map(({ message }) => message).join('\n') || `${address.href} was not given` }
    : { page };
};
