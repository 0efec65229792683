import type {
  Door,
  Fetched,
  FetchedJson,
  FetchedText,
  FetchOptions,
  OpenOptions,
  OpenPage,
} from '../door.ts';
import type { Browser } from './browser.ts';
import { fetchedJsonOf, fetchedOf, fetchedTextOf, firstImage } from './fetched.ts';
import type { Fetcher, Landed } from './fetcher.ts';
import type { HostPolicy } from './host-policy.ts';

/** The door to the network: the plain tier by requests, the browser tier by pages. */
export class NetworkDoor implements Door {
  readonly source: string;
  readonly base: string;
  readonly #policy: HostPolicy;
  readonly #fetcher: Fetcher;
  readonly #browser: Browser;
  readonly #open = new Set<OpenPage>();

  constructor(source: string, policy: HostPolicy, fetcher: Fetcher, browser: Browser) {
    this.source = source;
    this.base = policy.base;
    this.#policy = policy;
    this.#fetcher = fetcher;
    this.#browser = browser;
  }

  isOwn(url: string): boolean {
    return this.#policy.isOwn(url);
  }

  resolve(link: string, page: string): string | null {
    return this.#policy.resolve(link, page);
  }

  #get(url: string, options: FetchOptions, fallback: FetchOptions['expect']): Promise<Landed> {
    return this.#fetcher.get(url, {
      ...options,
      expect: options.expect ?? fallback ?? 'any',
      via: 'request',
    });
  }

  async fetchText(url: string, options: FetchOptions = {}): Promise<FetchedText> {
    return fetchedTextOf(url, await this.#get(url, options, 'html'));
  }

  async fetchJson(url: string, options: FetchOptions = {}): Promise<FetchedJson> {
    return fetchedJsonOf(url, await this.#get(url, { ...options, expect: 'json' }, 'json'));
  }

  fetchImage(urls: string | readonly string[], options: FetchOptions = {}): Promise<Fetched> {
    return firstImage(urls, options, async (url, wanted) =>
      fetchedOf(url, await this.#get(url, wanted, 'image')),
    );
  }

  async fetchBytes(url: string, options: FetchOptions = {}): Promise<Fetched> {
    return fetchedOf(url, await this.#get(url, options, 'any'));
  }

  async openPage(url: string, options: OpenOptions = {}): Promise<OpenPage> {
    const page = await this.#browser.open(url, options);
    this.#open.add(page);
    return page;
  }

  /** Closes the pages still open: what a case left open is not needed after it. */
  async closePages(): Promise<void> {
    const pages = [...this.#open];
    this.#open.clear();
    await Promise.all(pages.map((page) => page.close()));
  }
}
