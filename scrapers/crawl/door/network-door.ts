import { NotFound } from '../../../data/errors.ts';
import type { ArchiveWriter } from '../../../data/ports/crawl/crawl-archive.ts';
import type { Browser } from './browser/browser.ts';
import { ContentDoor } from './content-door.ts';
import type { OpenOptions, OpenPage } from './door.ts';
import { whyBroken } from './judging/broken-page.ts';
import type { FetchTask, Landed } from './judging/judged.ts';
import type { Attendant } from './requests/attendant.ts';
import type { Fetcher } from './requests/fetcher.ts';
import type { HostPolicy } from './requests/host-policy.ts';
import type { Refusals } from './requests/refusals.ts';
import { type Explained, isBrokenPage, type RunDoor } from './run-door.ts';

export interface NetworkDoorParts {
  readonly source: string;
  readonly policy: HostPolicy;
  readonly fetcher: Fetcher;
  readonly browser: Browser;
  readonly writer: Pick<ArchiveWriter, 'disown'>;
  readonly refusals: Pick<Refusals, 'of'>;
  readonly attendant: Attendant | null;
}

/** The door to the network: the plain tier by requests, the browser tier by pages. */
export class NetworkDoor extends ContentDoor implements RunDoor {
  readonly #fetcher: Fetcher;
  readonly #browser: Browser;
  readonly #parts: Pick<NetworkDoorParts, 'writer' | 'refusals' | 'attendant'>;
  readonly #open = new Set<OpenPage>();

  constructor({ source, policy, fetcher, browser, ...parts }: NetworkDoorParts) {
    super(source, policy);
    this.#fetcher = fetcher;
    this.#browser = browser;
    this.#parts = parts;
  }

  protected get(url: string, options: Omit<FetchTask, 'via'>): Promise<Landed> {
    return this.#fetcher.get(url, { ...options, via: 'request' });
  }

  async openPage(url: string, options: OpenOptions = {}): Promise<OpenPage> {
    const page = await this.#browser.open(url, options);
    this.#open.add(page);
    return page;
  }

  async explained(error: unknown): Promise<Explained> {
    const page = this.#fetcher.lastPage;
    const reason = isBrokenPage(error) && page !== null ? whyBroken(page.answer) : null;
    if (page === null || reason === null) return { error, again: false };
    const { url } = page.answer;
    if (reason === 'soft-404') return { error: saysItIsGone(url), again: false };
    const { writer, refusals, attendant } = this.#parts;
    // It was taken for an answer when it came: the next run is not to go on with it.
    await writer.disown(page.entry, reason);
    const refusal = await refusals.of(page.answer, reason);
    return { error: refusal, again: (await attendant?.passed(url, reason)) === true };
  }

  async closePages(): Promise<void> {
    const pages = [...this.#open];
    this.#open.clear();
    await Promise.all(pages.map((page) => page.close()));
  }
}

/** A page that answers 200 and says that there is nothing. */
export const saysItIsGone = (url: string): NotFound =>
  new NotFound('soft-404', `${url}: the page says that there is no such page, although it answers 200`);
