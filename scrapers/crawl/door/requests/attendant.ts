import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page, Route } from 'playwright';
import { messageOf } from '../../../../data/errors.ts';
import { launchChromium } from '../chromium.ts';
import type { DoorListener } from '../door-events.ts';
import { type BlockReason, detectBlock, isLoginUrl } from '../judging/block-detection.ts';
import { addressKind } from './addresses.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { HostPolicy } from './host-policy.ts';

/** How long a person is waited for, milliseconds. */
const PATIENCE = 10 * 60 * 1000;
const LOOK_EVERY = 500;
/** Windows opened for a person in one run at most: a site that keeps asking does not want us. */
const MOST = 5;
/** What a person can get past. The others are a plain no. */
const PASSABLE: ReadonlySet<string> = new Set<BlockReason>([
  'challenge',
  'captcha',
  'consent-wall',
  'login-wall',
  'forbidden',
]);

/**
 * `--headed`: when a site shows a wall, opens it in a window and waits for a person to get past it. Nothing is done there
 * by itself; afterwards the crawl goes on with the cookies the person was given, under the same name and at the same pace.
 */
export class Attendant {
  readonly #policy: HostPolicy;
  readonly #userAgent: string;
  readonly #signal: AbortSignal;
  readonly #emit: DoorListener;
  readonly #cookies: CookieJar;
  /** Addresses a window was opened for, each once. */
  readonly #shown = new Set<string>();

  /** @param cookies where those go that the person was given */
  constructor(
    policy: HostPolicy,
    cookies: CookieJar,
    userAgent: string,
    signal: AbortSignal,
    emit: DoorListener,
  ) {
    this.#policy = policy;
    this.#cookies = cookies;
    this.#userAgent = userAgent;
    this.#signal = signal;
    this.#emit = emit;
  }

  /** Waits for a person to get past the wall at `url`, once an address. @returns false when nobody did */
  async passed(url: string, reason: string): Promise<boolean> {
    if (!PASSABLE.has(reason) || this.#shown.has(url) || this.#shown.size >= MOST || this.#signal.aborted)
      return false;
    this.#shown.add(url);
    this.#emit({
      type: 'attend',
      url,
      message: `${reason}: please continue by hand in the window that opens; closing it stops the crawl`,
    });
    try {
      await using chromium = await launchChromium({ headed: true, network: true });
      const context = await chromium.newContext({
        userAgent: this.#userAgent,
        acceptDownloads: false,
        serviceWorkers: 'block',
      });
      await context.route('**/*', (route) => this.#letThrough(route));
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
      return await this.#waitFor(page, context);
    } catch (error) {
      this.#emit({
        type: 'attend',
        url,
        message: `no window could be opened: ${messageOf(error).split('\n', 1)[0]}`,
      });
      return false;
    }
  }

  async #waitFor(page: Page, context: BrowserContext): Promise<boolean> {
    const end = Date.now() + PATIENCE;
    let clear = 0;
    while (Date.now() < end && !page.isClosed() && !this.#signal.aborted) {
      await sleep(LOOK_EVERY);
      const text = await page.content().catch(() => '');
      const url = page.url();
      const answer = {
        url,
        status: 200,
        headers: { 'content-type': 'text/html' },
        text,
        expect: 'html' as const,
        hosts: this.#policy.hosts,
      };
      const past = text !== '' && this.#policy.isOwn(url) && !isLoginUrl(url) && detectBlock(answer) === null;
      clear = past ? clear + 1 : 0;
      // Twice in a row: walls fall in several steps.
      if (clear < 2) continue;
      this.#cookies.add((await context.cookies()).filter(({ domain }) => this.#policy.ownsDomain(domain)));
      return true;
    }
    return false;
  }

  /** The person's window loads what it needs, but nothing from inside our own network. */
  async #letThrough(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    const allowed = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true }).then(
      (addresses) => addresses.every(({ address }) => addressKind(address) === this.#policy.allowed),
      () => false,
    );
    await (allowed ? route.continue() : route.abort('blockedbyclient')).catch(() => undefined);
  }
}
