import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';
import type { JournalEntry } from '../../../../data/format/journal-entry.ts';
import type { ArchiveWriter } from '../../../../data/ports/crawl/crawl-archive.ts';
import { type Asked, Contents } from '../content-door.ts';
import type { FetchedText, OpenOptions, OpenPage } from '../door.ts';
import { receivedTextOf } from '../fetched.ts';
import type { Landed } from '../judging/judged.ts';
import type { Fetcher } from '../requests/fetcher.ts';
import type { HostPolicy } from '../requests/host-policy.ts';
import { cookieHeader } from '../requests/request-headers.ts';
import { BROWSER_LIMITS } from './browser-limits.ts';
import { fromBrowser, pageFault } from './page-fault.ts';
import { PageRequests } from './page-requests.ts';

/** How often it is looked whether a page is quiet. Milliseconds. */
const POLL = 25;

/** Windows and prints that nobody asked for: each costs a process, or waits for a person. Runs in the page. */
const keepToOneself = (): void => {
  window.open = () => null;
  window.print = () => undefined;
};

/** What the browser says of a question that met the page between two of its documents. */
const BETWEEN_DOCUMENTS = /context was destroyed|navigat/i;

interface Tools {
  readonly context: BrowserContext;
  /** The context's only window, still empty. */
  readonly page: Page;
  readonly fetcher: Fetcher;
  readonly policy: HostPolicy;
  readonly writer: ArchiveWriter;
}

/** A page open in the browser; see `OpenPage`. What its scripts do costs it alone: it is given up, and the crawl goes on. */
export class BrowserPage extends Contents implements OpenPage {
  readonly url: string;
  readonly #tools: Tools;
  readonly #requests: PageRequests;
  readonly #opened: number;
  readonly #redirects: string[];
  /** The document that is shown: the first, or the one the page led itself to. */
  #document: Landed;
  #options: OpenOptions = {};
  #failure: unknown = null;
  #rendered: JournalEntry | null = null;
  #closed = false;

  constructor(tools: Tools, { url, document, opened }: { url: string; document: Landed; opened: number }) {
    super();
    this.#tools = tools;
    this.#requests = new PageRequests(tools, document);
    this.#document = document;
    this.#redirects = [...document.redirects];
    this.#opened = opened;
    this.url = url;
  }

  get finalUrl(): string {
    return this.#document.answer.url;
  }

  get redirects(): readonly string[] {
    return this.#redirects;
  }

  get retrievedAt(): string {
    return this.#document.entry.time;
  }

  get sha256(): string {
    return this.#document.entry.sha256 ?? '';
  }

  async load(options: OpenOptions): Promise<void> {
    const { page, context } = this.#tools;
    this.#options = options;
    await this.#requests.begin();
    const giveUp = (what: string) => () => {
      this.#failure ??= pageFault(this.finalUrl, what);
    };
    page.on('crash', giveUp('it crashed'));
    page.on('close', giveUp('it closed its window'));
    await context.addInitScript(keepToOneself);
    context.on('page', (other) => void other.close().catch(() => undefined));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#shows(frame.url());
    });
    // Its scripts wait for their turn like every request, so nothing is said about when the document is complete.
    await fromBrowser(this.finalUrl, page.goto(this.finalUrl, { waitUntil: 'commit' }));
    await this.#ready();
  }

  /** Waits until the document that is shown is ready to be read, at most so long. */
  async #ready(): Promise<void> {
    const { page } = this.#tools;
    const { waitFor, timeout = BROWSER_LIMITS.ready } = this.#options;
    const isReady = await this.#until(async () => {
      if (waitFor !== undefined) return (await this.#asked(() => page.locator(waitFor).count(), 0)) > 0;
      const { idleSince } = this.#requests;
      if (idleSince === null || Date.now() - idleSince <= BROWSER_LIMITS.quiet) return false;
      return this.#asked(() => page.evaluate(() => document.readyState !== 'loading'), false);
    }, timeout);
    if (!isReady && waitFor !== undefined && this.#requests.askedTooMuch)
      throw pageFault(this.finalUrl, 'it asked for more and more, and never showed what is read');
  }

  /** What the page says, or `between` while it goes from one document to the next. */
  async #asked<T>(question: () => Promise<T>, between: T): Promise<T> {
    const answer = question().catch((error: unknown) => {
      if (BETWEEN_DOCUMENTS.test(String(error)) && !this.#tools.page.isClosed()) return between;
      throw error;
    });
    return fromBrowser(this.finalUrl, answer);
  }

  /** The page has led itself to another document, which takes the first one's place as a redirect would. */
  #shows(url: string): void {
    const landed = this.#requests.documentAt(url);
    if (landed === null || landed === this.#document) return;
    this.#redirects.push(this.finalUrl, ...landed.redirects);
    this.#document = landed;
  }

  /** @throws whatever makes the page unreadable */
  #check(): void {
    const failure = this.#requests.failure ?? this.#failure;
    if (failure !== null) throw failure;
  }

  /** Polls until `test` holds, the page is found unreadable, or nothing came for `timeout` ms. Waiting for our turn does not count. */
  async #until(test: () => Promise<boolean>, timeout: number): Promise<boolean> {
    const started = Date.now();
    for (;;) {
      this.#check();
      if (await test()) return true;
      const { idleSince } = this.#requests;
      if (idleSince !== null && Date.now() - Math.max(started, idleSince) > timeout) return false;
      await sleep(POLL);
    }
  }

  async html(): Promise<string> {
    this.#check();
    const { page, policy, writer } = this.#tools;
    let html = await this.#asked<string | null>(() => page.content(), null);
    // On its way to another document it says nothing; how many it may load is limited, and so is the time it is given.
    for (const end = Date.now() + BROWSER_LIMITS.hang; html === null; ) {
      if (Date.now() > end) throw pageFault(this.finalUrl, 'it never stayed with one document');
      await this.#ready();
      html = await this.#asked<string | null>(() => page.content(), null);
    }
    // A blank page, or one of the browser's own, is not the site's: nobody must read it as one that has changed.
    if (!policy.isOwn(page.url())) throw pageFault(this.finalUrl, `it left for ${page.url().slice(0, 200)}`);
    this.#rendered = await writer.rendered(this.url, html, Date.now());
    return html;
  }

  async received(test: (url: string) => boolean, timeout = 0): Promise<FetchedText | null> {
    const find = () =>
      this.#requests.received.find(({ answer, judgement }) => judgement.kind === 'ok' && test(answer.url));
    await this.#until(async () => find() !== undefined, timeout);
    const landed = find();
    return landed === undefined ? null : receivedTextOf(landed);
  }

  protected async get(url: string, options: Asked): Promise<Landed> {
    const { context, fetcher, policy } = this.#tools;
    const { href } = policy.address(url);
    const cookies = this.#closed ? [] : await fromBrowser(this.finalUrl, context.cookies(href));
    return fetcher.get(url, {
      referer: this.finalUrl,
      ...options,
      via: 'request',
      cookie: cookieHeader(cookies),
    });
  }

  /** Closes the page and notes in the journal what it was, so that it can be read again without a browser. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#requests.end();
    // A browser that died is started again with the next page.
    await fromBrowser(this.finalUrl, this.#tools.context.close()).catch(() => undefined);
    const others = this.#requests.received.filter((landed) => landed !== this.#document);
    await this.#tools.writer.page({
      url: this.url,
      finalUrl: this.finalUrl,
      redirects: this.redirects,
      opened: this.#opened,
      rendered: this.#rendered,
      received: [this.#document, ...others].map(({ entry }) => entry.id),
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
