import type { BrowserContext, Browser as Chromium, Page } from 'playwright';
import type { ArchiveWriter } from '../../../../data/ports/crawl/crawl-archive.ts';
import { chromiumFailed, launchChromium } from '../chromium.ts';
import type { OpenOptions, OpenPage } from '../door.ts';
import { errorOf } from '../judging/judged.ts';
import type { Fetcher } from '../requests/fetcher.ts';
import type { HostPolicy } from '../requests/host-policy.ts';
import { BrowserPage } from './browser-page.ts';
import { fromBrowser } from './page-fault.ts';

export interface BrowserParts {
  readonly fetcher: Fetcher;
  readonly policy: HostPolicy;
  readonly writer: ArchiveWriter;
  readonly userAgent: string;
  readonly headed: boolean;
}

/**
 * The browser tier. Chromium is started with the first page that needs it, has no network of its own, and gets every
 * answer through the same fetcher as the plain tier: paced, checked, archived, and only what a page cannot do without.
 * When a page takes it down it is started again with the next one.
 */
export class Browser {
  readonly #parts: BrowserParts;
  #chromium: Promise<Chromium> | null = null;

  constructor(parts: BrowserParts) {
    this.#parts = parts;
  }

  #launched(): Promise<Chromium> {
    if (this.#chromium !== null) return this.#chromium;
    const launched = launchChromium({ headed: this.#parts.headed, network: false });
    this.#chromium = launched;
    const isGone = () => {
      if (this.#chromium === launched) this.#chromium = null;
    };
    launched.then((chromium) => chromium.on('disconnected', isGone), isGone);
    return launched;
  }

  /** A window of its own. @throws CaselineError (code `chromium-failed`) when a browser just started has none to give either */
  async #window(url: string): Promise<{ context: BrowserContext; page: Page }> {
    for (let attempt = 1; ; attempt += 1) {
      const chromium = await this.#launched();
      try {
        const opened = chromium.newContext({
          userAgent: this.#parts.userAgent,
          serviceWorkers: 'block',
          acceptDownloads: false,
          locale: 'en-US',
        });
        const context = await fromBrowser(url, opened);
        return { context, page: await fromBrowser(url, context.newPage()) };
      } catch (cause) {
        this.#chromium = null;
        void chromium.close().catch(() => undefined);
        if (attempt === 2) throw chromiumFailed(cause);
      }
    }
  }

  /** Fetches the document (redirects and all), then lets the browser run it in a context of its own. */
  async open(url: string, options: OpenOptions): Promise<OpenPage> {
    const { fetcher, policy, writer } = this.#parts;
    // Without a browser nothing is asked for.
    await this.#launched();
    const opened = Date.now();
    const document = await fetcher.get(url, {
      expect: 'html',
      via: 'browser',
      ...(options.referer === undefined ? {} : { referer: options.referer }),
    });
    const error = errorOf(document);
    if (error !== null) throw error;
    const page = new BrowserPage(
      { ...(await this.#window(url)), fetcher, policy, writer },
      { url: policy.address(url).href, document, opened },
    );
    try {
      await page.load(options);
    } catch (failure) {
      await page.close();
      throw failure;
    }
    return page;
  }

  async close(): Promise<void> {
    const chromium = await this.#chromium?.catch(() => null);
    this.#chromium = null;
    await chromium?.close();
  }
}
