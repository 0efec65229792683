import { Blocked, CaselineError, ContractBroken, messageOf, Throttled } from '../../../data/errors.ts';
import { DiskFault } from '../../../data/files/durable-file.ts';
import type { CrawlResult, Failure } from '../../../data/format/crawl-result.ts';
import type { RunStatus } from '../../../data/ports/crawl/crawl-runs.ts';
import { failureOf } from './result.ts';

/** How a run ended that did not come to its end by itself. */
export interface Stop {
  readonly status: Extract<CrawlResult['status'], 'blocked' | 'failed'>;
  readonly run: RunStatus;
  readonly failure: Failure;
  /** The refusal may be that of one private case; the next run asks for it last. */
  readonly ofOneCase?: true;
}

/** Codes that say that this machine shows no page at all. */
const withoutBrowser: ReadonlySet<string> = new Set(['chromium-missing', 'chromium-failed']);

/** What an error that ends the run means; null for one that only costs its case. */
export const stopFor = (error: unknown, url: string, signal: AbortSignal): Stop | null => {
  if (signal.aborted) {
    const message = 'stopped by hand; crawl again to go on where it stopped';
    return { status: 'failed', run: 'interrupted', failure: { url, code: 'interrupted', message } };
  }
  if (error instanceof Blocked || error instanceof Throttled) {
    return { status: 'blocked', run: 'blocked', failure: failureOf(url, error) };
  }
  if (error instanceof DiskFault) {
    // What cannot be kept must not be asked for.
    return { status: 'failed', run: 'interrupted', failure: failureOf(url, error) };
  }
  const everyCase =
    error instanceof ContractBroken || (error instanceof CaselineError && withoutBrowser.has(error.code));
  if (error instanceof CaselineError && !everyCase) return null;
  const code = error instanceof CaselineError ? error.code : 'unexpected';
  return { status: 'failed', run: 'failed', failure: { url, code, message: messageOf(error) } };
};
