import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page, Request, Route } from 'playwright';
import { messageOf, Retryable } from '../../../data/errors.ts';
import { type JournalEntry, pickHeaders } from '../../../data/format/journal-entry.ts';
import type { ArchiveWriter } from '../../../data/ports/crawl/crawl-archive.ts';
import { BROWSER_LIMITS } from './browser-limits.ts';
import { type Asked, Contents } from './content-door.ts';
import type { FetchedText, OpenOptions, OpenPage } from './door.ts';
import { receivedTextOf } from './fetched.ts';
import type { Fetcher } from './fetcher.ts';
import type { HostPolicy } from './host-policy.ts';
import type { Landed } from './judging/judged.ts';
import { cookieHeader } from './request-headers.ts';

/** How often it is looked whether a page is quiet. Milliseconds. */
const POLL = 25;

/** What the browser itself gets wrong (crash, hang) is a fault of the moment. Our own errors pass as they are. */
const fromBrowser = async <T>(url: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it was busy for ${BROWSER_LIMITS.hang} ms`)),
      BROWSER_LIMITS.hang,
    );
  });
  try {
    return await Promise.race([work, hang]);
  } catch (error) {
    throw new Retryable(
      'browser',
      `${url}: the browser could not show it: ${messageOf(error).split('\n', 1)[0]}`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
};

interface Tools {
  readonly context: BrowserContext;
  readonly fetcher: Fetcher;
  readonly policy: HostPolicy;
  readonly writer: ArchiveWriter;
}

/** Headers that describe the body as sent, which is not the body handed to the browser. */
const TRANSFER = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
]);

/** Of a page's own request headers, those that change the answer. */
const PASSED_ON = ['accept', 'x-requested-with', 'x-csrf-token', 'content-type'];

/** A page open in the browser; see `OpenPage`. */
export class BrowserPage extends Contents implements OpenPage {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly retrievedAt: string;
  readonly sha256: string;
  readonly #tools: Tools;
  readonly #document: Landed;
  readonly #opened: number;
  readonly #received: Landed[];
  #page: Page | null = null;
  #inFlight = 0;
  #lastActivity = Date.now();
  #failure: unknown = null;
  #rendered: JournalEntry | null = null;
  #closed = false;

  constructor(tools: Tools, { url, document, opened }: { url: string; document: Landed; opened: number }) {
    super();
    this.#tools = tools;
    this.#document = document;
    this.#opened = opened;
    this.#received = [document];
    this.url = url;
    this.finalUrl = document.answer.url;
    this.redirects = document.redirects;
    this.retrievedAt = document.entry.time;
    this.sha256 = document.entry.sha256 ?? '';
  }

  async load({ waitFor, timeout = BROWSER_LIMITS.ready }: OpenOptions): Promise<void> {
    const page = await this.#tools.context.newPage();
    this.#page = page;
    await this.#tools.context.route('**/*', (route) => this.#answer(route));
    // Its scripts wait for their turn like every request, so nothing is said about when the document is complete.
    await fromBrowser(this.finalUrl, page.goto(this.finalUrl, { waitUntil: 'commit' }));
    await this.#until(async () => {
      if (waitFor !== undefined) return (await fromBrowser(this.finalUrl, page.locator(waitFor).count())) > 0;
      if (this.#inFlight > 0 || Date.now() - this.#lastActivity <= BROWSER_LIMITS.quiet) return false;
      return fromBrowser(
        this.finalUrl,
        page.evaluate(() => document.readyState !== 'loading'),
      );
    }, timeout);
  }

  /** Polls until `test` holds, a failure is noted, or nothing has happened for `timeout` ms. Waiting for our turn does not count. */
  async #until(test: () => Promise<boolean>, timeout: number): Promise<boolean> {
    const started = Date.now();
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      if (await test()) return true;
      const idleSince = Math.max(started, this.#lastActivity);
      if (this.#inFlight === 0 && Date.now() - idleSince > timeout) return false;
      await sleep(POLL);
    }
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const landed = await this.#landedFor(request).catch((error: unknown) => {
      this.#failure ??= error;
      return null;
    });
    this.#lastActivity = Date.now();
    // The page may be gone by the time the answer is there.
    const settled = landed === null ? route.abort('blockedbyclient') : route.fulfill(fulfilment(landed));
    await settled.catch(() => undefined);
  }

  /** The answer for one request of the page, or null when the page does not get it. */
  async #landedFor(request: Request): Promise<Landed | null> {
    const { fetcher, policy, context } = this.#tools;
    const url = request.url();
    const type = request.resourceType();
    const main = request.isNavigationRequest() && request.frame() === this.#page?.mainFrame();
    if (main && url === this.finalUrl && this.#received.length === 1) return this.#document;
    const wanted = main || type === 'script' || type === 'xhr' || type === 'fetch';
    if (!wanted || request.method() !== 'GET' || !policy.isOwn(url)) return null;
    this.#inFlight += 1;
    try {
      const landed = await fetcher.get(url, {
        expect: main ? 'html' : type === 'script' ? 'text' : 'any',
        via: 'browser',
        referer: this.finalUrl,
        cookie: cookieHeader(await context.cookies(url)),
        headers: pickHeaders(request.headers(), PASSED_ON),
      });
      this.#received.push(landed);
      return landed;
    } finally {
      this.#inFlight -= 1;
    }
  }

  async html(): Promise<string> {
    if (this.#failure !== null) throw this.#failure;
    const page = this.#page;
    const html = page === null ? '' : await fromBrowser(this.finalUrl, page.content());
    this.#rendered = await this.#tools.writer.rendered(this.url, html, Date.now());
    return html;
  }

  async received(test: (url: string) => boolean, timeout = 0): Promise<FetchedText | null> {
    const find = () =>
      this.#received.find(({ answer, judgement }) => judgement.kind === 'ok' && test(answer.url));
    await this.#until(async () => find() !== undefined, timeout);
    const landed = find();
    return landed === undefined ? null : receivedTextOf(landed);
  }

  protected async get(url: string, options: Asked): Promise<Landed> {
    const { context, fetcher, policy } = this.#tools;
    const cookies = this.#closed ? [] : await context.cookies(policy.address(url).href);
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
    await this.#tools.context.close();
    await this.#tools.writer.page({
      url: this.url,
      finalUrl: this.finalUrl,
      redirects: this.redirects,
      opened: this.#opened,
      rendered: this.#rendered,
      received: this.#received.map(({ entry }) => entry.id),
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const fulfilment = ({
  answer,
}: Landed): { status: number; headers: Record<string, string>; body: Buffer } => ({
  status: answer.status,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !TRANSFER.has(name))),
  body: Buffer.from(answer.body),
});
