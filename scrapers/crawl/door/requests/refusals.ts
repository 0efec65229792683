import { Blocked } from '../../../../data/errors.ts';
import type { BlockedPages } from '../../../../data/ports/crawl/blocked-pages.ts';
import { launchChromium } from '../chromium.ts';
import type { HttpAnswer } from '../judging/answer-judge.ts';
import { type BlockReason, explainBlock } from '../judging/block-detection.ts';

/** A picture of a kept page, as far as it shows without scripts and network; null when none could be taken. */
const screenshotOf = async (html: string): Promise<Uint8Array | null> => {
  try {
    await using chromium = await launchChromium({ headed: false, network: false });
    const context = await chromium.newContext({ javaScriptEnabled: false, serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.route('**/*', (route) => route.abort());
    await page.setContent(html, { waitUntil: 'domcontentloaded', timeout: 5_000 });
    return await page.screenshot({ timeout: 5_000 });
  } catch {
    return null;
  }
};

/** Keeps what refused a run, with a picture of it when Chromium is at hand. */
export class Refusals {
  readonly #pages: Pick<BlockedPages, 'keep'>;
  readonly #source: string;
  readonly #run: string;

  constructor(pages: Pick<BlockedPages, 'keep'>, source: string, run: string) {
    this.#pages = pages;
    this.#source = source;
    this.#run = run;
  }

  /** The error that an answer ends the run with, naming where the answer is kept. @param asked what was to be requested */
  async of({ url, status, headers, body }: HttpAnswer, reason: BlockReason, asked = url): Promise<Blocked> {
    const html = (headers['content-type'] ?? '').includes('html') ? Buffer.from(body).toString('utf8') : null;
    const screenshot = html === null ? null : await screenshotOf(html);
    const message = explainBlock(reason);
    const time = new Date().toISOString();
    const record = { source: this.#source, url, reason, message, status, headers, time, run: this.#run };
    const { place } = await this.#pages.keep(record, body, screenshot);
    return new Blocked(reason, `${asked}: ${message} Kept in ${place}.`);
  }
}
