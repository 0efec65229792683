import type { Browser as Chromium } from 'playwright';
import type { ArchiveWriter } from '../../../data/ports/crawl/crawl-archive.ts';
import { BrowserPage } from './browser-page.ts';
import { launchChromium } from './chromium.ts';
import type { OpenOptions, OpenPage } from './door.ts';
import type { Fetcher } from './fetcher.ts';
import type { HostPolicy } from './host-policy.ts';
import { errorOf } from './judging/judged.ts';

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
 */
export class Browser {
  readonly #parts: BrowserParts;
  #chromium: Promise<Chromium> | null = null;

  constructor(parts: BrowserParts) {
    this.#parts = parts;
  }

  #launched(): Promise<Chromium> {
    if (this.#chromium === null) {
      this.#chromium = launchChromium({ headed: this.#parts.headed, network: false });
      this.#chromium.catch(() => {
        this.#chromium = null;
      });
    }
    return this.#chromium;
  }

  /** Fetches the document (redirects and all), then lets the browser run it in a context of its own. */
  async open(url: string, options: OpenOptions): Promise<OpenPage> {
    const { fetcher, policy, writer, userAgent } = this.#parts;
    const chromium = await this.#launched();
    const opened = Date.now();
    const document = await fetcher.get(url, {
      expect: 'html',
      via: 'browser',
      ...(options.referer === undefined ? {} : { referer: options.referer }),
    });
    const error = errorOf(document);
    if (error !== null) throw error;
    const context = await chromium.newContext({
      userAgent,
      serviceWorkers: 'block',
      acceptDownloads: false,
      locale: 'en-US',
    });
    const page = new BrowserPage(
      { context, fetcher, policy, writer },
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
