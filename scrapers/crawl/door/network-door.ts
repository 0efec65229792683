import type { Browser } from './browser.ts';
import { ContentDoor } from './content-door.ts';
import type { Door, OpenOptions, OpenPage } from './door.ts';
import type { Fetcher } from './fetcher.ts';
import type { HostPolicy } from './host-policy.ts';
import type { FetchTask, Landed } from './judging/judged.ts';

/** The door to the network: the plain tier by requests, the browser tier by pages. */
export class NetworkDoor extends ContentDoor implements Door {
  readonly #fetcher: Fetcher;
  readonly #browser: Browser;
  readonly #open = new Set<OpenPage>();

  constructor(source: string, policy: HostPolicy, fetcher: Fetcher, browser: Browser) {
    super(source, policy);
    this.#fetcher = fetcher;
    this.#browser = browser;
  }

  protected get(url: string, options: Omit<FetchTask, 'via'>): Promise<Landed> {
    return this.#fetcher.get(url, { ...options, via: 'request' });
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
