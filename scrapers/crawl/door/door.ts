/**
 * The one way every source reaches the network. A source never opens a connection itself: it asks a `Door`, which
 * checks the host, obeys robots.txt, waits for its turn, keeps the answer in the archive, and stops the run when a
 * site says no. There are two doors behind this interface: one to the network, one that only reads the archive
 * (`--offline`), so that a source is the same code either way.
 */

/** What the caller will do with the body; anything else arriving is treated as a block page or as a broken file. */
export type Expectation = 'html' | 'json' | 'xml' | 'image' | 'pdf' | 'text' | 'any';

/** Where an answer came from: the network now, the archive (already received earlier), or a 304 confirming the archive. */
export type Origin = 'network' | 'archive' | 'not-modified';

/** One answer, complete and checked. Bodies are decoded of their transfer and content encoding. */
export interface Fetched {
  /** The URL as it was asked for, after the `--base-url` replacement. */
  readonly url: string;
  /** The URL that finally answered. */
  readonly finalUrl: string;
  /** Every URL passed on the way, in order, without the final one; empty without redirects. */
  readonly redirects: readonly string[];
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Lower-case hex SHA-256 of `body`. */
  readonly sha256: string;
  /** Media type without parameters, lower case; for images the one of the magic bytes. */
  readonly mime: string;
  readonly origin: Origin;
  /** When the archived response was received: ISO 8601, UTC. The same when read back offline. */
  readonly retrievedAt: string;
}

export interface FetchedText extends Fetched {
  readonly text: string;
}

export interface FetchedJson extends FetchedText {
  /** The parsed value; not validated. */
  readonly data: unknown;
}

export interface FetchOptions {
  /** Sent as Referer (mapped to `--base-url` like every URL). */
  readonly referer?: string;
  readonly expect?: Expectation;
  /** What JSON must be at its top: anything else is a notice in its place, and treated as a block page. */
  readonly shape?: 'list' | 'object' | undefined;
  /** Further request headers, e.g. `x-requested-with`. Never a User-Agent. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Errors every method may throw (data/errors.ts):
 * - `NotFound` (code `not-found`): 404 or 410. The only answer a source may catch, to try the next address.
 * - `InvalidInput` (code `foreign-host`, `bad-url`, `private-address`): the URL is none of the source's.
 * - `Blocked`: robots.txt, challenge, login wall, 403, second 429, HTML where JSON was expected. Never catch it.
 * - `Throttled`: budget of the day used up, or a pause longer than the run is willing to wait. Never catch it.
 * - `Retryable`: network fault, 5xx or a body cut short, still there after the retries.
 */
export interface Door {
  readonly source: string;
  /** Origin to build URLs from, without a trailing slash: `https://radiopaedia.org`, or the `--base-url`. */
  readonly base: string;
  /** True for URLs that may be requested: the source's hosts; with a loopback base also other loopback origins. */
  isOwn(url: string): boolean;
  /** Absolute form of a link found on `page`, with the source's hosts replaced by the `--base-url`; null if no http(s) URL. */
  resolve(link: string, page: string): string | null;
  fetchText(url: string, options?: FetchOptions): Promise<FetchedText>;
  fetchJson(url: string, options?: FetchOptions): Promise<FetchedJson>;
  /**
   * The first of several addresses of one image, best first, that answers with a complete image (404, 410 and answers
   * that are no image go on to the next one).
   */
  fetchImage(urls: string | readonly string[], options?: FetchOptions): Promise<Fetched>;
  /** Any other file (PDF, XML archive, supplementary file). */
  fetchBytes(url: string, options?: FetchOptions): Promise<Fetched>;
  /**
   * Opens the page in a browser context of its own: for pages whose content only a script makes. Use it when `fetchText`
   * does not carry what is needed. It stays open until closed; the crawl closes what a case left open.
   */
  openPage(url: string, options?: OpenOptions): Promise<OpenPage>;
}

export interface OpenOptions {
  readonly referer?: string;
  /** CSS selector that shows that the page is ready; without it: network and DOM quiet. */
  readonly waitFor?: string;
  /** Milliseconds to wait for `waitFor`; default 15,000. */
  readonly timeout?: number;
}

/** A page in the browser. What it has already received is read from there and never requested again. */
export interface OpenPage extends AsyncDisposable {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly retrievedAt: string;
  /** The document as rendered now; kept in the archive, so that offline gives the same text. */
  html(): Promise<string>;
  /** SHA-256 of the document as the server sent it. */
  readonly sha256: string;
  /** The first answer the page has received (or receives within `timeout` ms, default 0) whose URL satisfies `test`. */
  received(test: (url: string) => boolean, timeout?: number): Promise<FetchedText | null>;
  /** As the door's, with the page's cookies and Referer; answered from what the page received when it did. */
  fetchJson(url: string, options?: FetchOptions): Promise<FetchedJson>;
  fetchText(url: string, options?: FetchOptions): Promise<FetchedText>;
  fetchImage(urls: string | readonly string[], options?: FetchOptions): Promise<Fetched>;
  close(): Promise<void>;
}
