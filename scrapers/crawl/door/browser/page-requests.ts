import PQueue from 'p-queue';
import type { BrowserContext, Page, Request, Route } from 'playwright';
import { InvalidInput } from '../../../../data/errors.ts';
import { pickHeaders } from '../../../../data/format/journal-entry.ts';
import type { Landed } from '../judging/judged.ts';
import type { Fetcher } from '../requests/fetcher.ts';
import type { HostPolicy } from '../requests/host-policy.ts';
import { cookieHeader } from '../requests/request-headers.ts';
import { BROWSER_LIMITS } from './browser-limits.ts';

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

/** Types of what a page cannot do without, beside its document. */
const WANTED = new Set(['script', 'xhr', 'fetch']);

const fulfilment = ({
  answer,
}: Landed): { status: number; headers: Record<string, string>; body: Buffer } => ({
  status: answer.status,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !TRANSFER.has(name))),
  body: Buffer.from(answer.body),
});

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? '';

interface Tools {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly fetcher: Fetcher;
  readonly policy: HostPolicy;
}

/**
 * What a page in the browser asks for, and what it gets: its document and those it leads itself to, scripts and data of the
 * source's hosts, one after the other and so many of each. Everything else, and all of other windows, is refused.
 */
export class PageRequests {
  /** Answers in the order they came. */
  readonly received: Landed[];
  /** Why the page cannot be read, as far as its answers tell. */
  failure: unknown = null;
  /** Whether it asked for more than one page gets. */
  askedTooMuch = false;
  readonly #tools: Tools;
  readonly #first: Landed;
  /** Documents by the address that the browser knows them by. */
  readonly #documents = new Map<string, Landed>();
  readonly #queue = new PQueue({ concurrency: 1 });
  #asked = 0;
  #loads = 0;
  #lastActivity = Date.now();

  /** @param first the page's document, which was fetched before the browser was told of it */
  constructor(tools: Tools, first: Landed) {
    this.#tools = tools;
    this.#first = first;
    this.received = [first];
  }

  /** Milliseconds since 1970 when the page last got something; null while it waits for something. */
  get idleSince(): number | null {
    return this.#queue.pending + this.#queue.size > 0 ? null : this.#lastActivity;
  }

  /** The document that stands at an address of the browser's; null for one that it got no document for. */
  documentAt(url: string): Landed | null {
    return this.#documents.get(withoutHash(url)) ?? null;
  }

  async begin(): Promise<void> {
    await this.#tools.context.route('**/*', (route) => this.#answer(route));
  }

  /** Nothing more is asked for. */
  end(): void {
    this.#queue.pause();
    this.#queue.clear();
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const isDocument = this.#isDocument(request);
    const landed = await this.#landedFor(request, isDocument).catch((error: unknown) => {
      // An answer that leads to another host is none the page gets, like every request to one.
      if (!(error instanceof InvalidInput)) this.failure ??= error;
      return null;
    });
    if (landed !== null) {
      this.#lastActivity = Date.now();
      if (isDocument) this.#documents.set(withoutHash(request.url()), landed);
    }
    await this.#settle(route, isDocument, landed);
  }

  /** The page may be gone by the time the answer is there. */
  async #settle(route: Route, isDocument: boolean, landed: Landed | null): Promise<void> {
    // To a refused document a page would give way; with no content it stays as it is.
    const refused = () => (isDocument ? route.fulfill({ status: 204 }) : route.abort('blockedbyclient'));
    await (landed === null ? refused() : route.fulfill(fulfilment(landed))).catch(() => undefined);
  }

  /** Whether the page itself is to show the answer. The request of another window has no frame yet. */
  #isDocument(request: Request): boolean {
    if (!request.isNavigationRequest()) return false;
    try {
      return request.frame() === this.#tools.page.mainFrame();
    } catch {
      return false;
    }
  }

  /** The answer for one request of the page, or null when the page does not get it. */
  async #landedFor(request: Request, isDocument: boolean): Promise<Landed | null> {
    const { fetcher, policy, context } = this.#tools;
    const url = request.url();
    const type = request.resourceType();
    if (isDocument) this.#loads += 1;
    if (isDocument && this.#loads === 1) return this.#first;
    if (!isDocument && !(WANTED.has(type) && !request.isNavigationRequest())) return null;
    if (request.method() !== 'GET' || !policy.isOwn(url)) return null;
    if (this.#asked >= BROWSER_LIMITS.requests || this.#loads > BROWSER_LIMITS.documents) {
      this.askedTooMuch = true;
      return null;
    }
    this.#asked += 1;
    const landed = await this.#queue.add(async () =>
      fetcher.get(url, {
        expect: isDocument ? 'html' : type === 'script' ? 'text' : 'any',
        via: 'browser',
        referer: this.#first.answer.url,
        cookie: cookieHeader(await context.cookies(url)),
        headers: pickHeaders(request.headers(), PASSED_ON),
      }),
    );
    if (isDocument && landed.judgement.kind !== 'ok') return null;
    this.received.push(landed);
    return landed;
  }
}
