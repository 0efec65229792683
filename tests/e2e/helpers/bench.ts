import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect, type Page } from '@playwright/test';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { readReview } from '../../../data/format/read.ts';
import type { Review } from '../../../data/format/review.ts';
import type { BenchOptions } from './bench-options.ts';

/** A workbench on a workspace that can outlive it. */
export interface RunningBench {
  readonly url: string;
  readonly directory: string;
  stop(): Promise<void>;
  /** A review read from its file, as any other program would. */
  review(caseId: string): Promise<Review>;
}

/** One in a process of its own. */
export interface OwnBench extends RunningBench {
  /** As a power cut would. */
  kill(): Promise<void>;
}

/** A process that workbenches run in; loading the product takes longer than most tests. */
class BenchProcess {
  readonly #child = spawn(process.execPath, [join(import.meta.dirname, 'bench-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  readonly #ended = once(this.#child, 'exit');
  readonly #answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();

  /** One order at a time. */
  async #ask(order: object): Promise<string> {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    const answer = await this.#answers.next();
    if (answer.done) throw new Error('the process of the workbench has ended');
    return answer.value;
  }

  async start(options: BenchOptions = {}): Promise<RunningBench> {
    const started = JSON.parse(await this.#ask({ start: options })) as { url: string; directory: string };
    return {
      ...started,
      stop: async () => void (await this.#ask({ stop: started.url })),
      async review(caseId) {
        const path = documentPath(started.directory, 'reviews', caseId);
        return readReview(JSON.parse(await readFile(path, 'utf8')), path);
      },
    };
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

export async function startBench(options: BenchOptions = {}): Promise<OwnBench> {
  const own = new BenchProcess();
  return { ...(await own.start(options)), stop: () => own.end(), kill: () => own.kill() };
}

/**
 * What went wrong in a page without a test asking: errors, and anything the Content-Security-Policy refused
 * (which browsers log as an error).
 */
export interface Watch {
  readonly problems: string[];
}

export function watch(page: Page): Watch {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // Tests have saves refused and the network gone on purpose; the browser logs every such answer.
    const wanted = /status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to fetch/.test(
      message.text(),
    );
    if (message.type() === 'error' && !wanted) problems.push(message.text());
  });
  return { problems };
}

/**
 * Tests get a fresh workbench, of three cases unless `started` says otherwise, and a page on which nothing may go wrong
 * unnoticed. Those of one worker run in
 * one process, one after the other.
 */
export const test = base.extend<
  { started: BenchOptions; bench: RunningBench; quiet: Watch },
  { benches: BenchProcess }
>({
  started: [{}, { option: true }],
  benches: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const benches = new BenchProcess();
      await use(benches);
      await benches.end();
    },
    { scope: 'worker' },
  ],
  bench: async ({ page, benches, started }, use) => {
    const bench = await benches.start(started);
    await use(bench);
    // A page that still loads its pictures is left before its server goes: nothing of that is a fault.
    if (!page.isClosed()) await page.goto('about:blank');
    await bench.stop();
    // What the process still had in hand (a picture drawn ahead) may write a moment longer.
    rmSync(bench.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },
  quiet: [
    async ({ page }, use) => {
      const seen = watch(page);
      await page.addInitScript(() => {
        if (location.protocol !== 'about:') localStorage.setItem('caseline.hint', 'seen');
      });
      await use(seen);
      expect(seen.problems).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** One field of the case page; without `image`, the patient's. */
export const cellOf = (page: Page, field: string, image = '') =>
  page.locator(`[data-cell][data-field="${field}"][data-image="${image}"]`);

/** Waits until nothing is on its way and everything is said to be saved. */
export async function allSaved(page: Page): Promise<void> {
  await expect(page.locator('#saved')).toHaveText('Saved');
}
