import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect, type Page } from '@playwright/test';
import { documentPath } from '../../../data/embedded/documents/layout.ts';
import { readReview } from '../../../data/format/read.ts';
import type { Review } from '../../../data/format/review.ts';

/** A workbench in a process of its own, on a workspace that can outlive it. */
export interface RunningBench {
  readonly url: string;
  readonly directory: string;
  stop(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** A review read from its file, as any other program would. */
  review(caseId: string): Promise<Review>;
}

export async function startBench(
  options: {
    directory?: string;
    cases?: number;
    films?: number;
    user?: string;
    port?: number;
    accounts?: string;
  } = {},
): Promise<RunningBench> {
  const script = join(import.meta.dirname, 'bench-process.ts');
  const { directory = 'new', cases = 3, films = 2, user = 'ana', port = 0, accounts = '' } = options;
  const child: ChildProcess = spawn(
    process.execPath,
    [script, directory, String(cases), String(films), user, String(port), accounts],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  if (!child.stdout) throw new Error('the workbench has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const ended = once(child, 'exit');
  const started = JSON.parse(line) as { url: string; directory: string };
  return {
    ...started,
    async stop() {
      child.stdin?.end();
      await ended;
    },
    async review(caseId) {
      const path = documentPath(started.directory, 'reviews', caseId);
      return readReview(JSON.parse(await readFile(path, 'utf8')), path);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
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

/** Tests get a fresh workbench of three cases and a page on which nothing may go wrong unnoticed. */
export const test = base.extend<{ bench: RunningBench; quiet: Watch }>({
  bench: async ({ page }, use) => {
    const bench = await startBench();
    await use(bench);
    // A page that still loads its pictures is left before its server goes: nothing of that is a fault.
    if (!page.isClosed()) await page.goto('about:blank');
    await bench.stop();
    rmSync(bench.directory, { recursive: true, force: true });
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
