import { Blocked, CaselineError, ContractBroken, NotFound } from '../../../data/errors.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import { LeftOut } from '../door/requests/left-out.ts';
import { DriftFound } from './fill-rates.ts';
import { isRefusalOfOne } from './refused-cases.ts';
import { type Stop, stopFor } from './stop.ts';
import type { Tally } from './tally.ts';

/** Cases that must fail, all in unusual ways, before a run that found others held counts as one where nothing works. */
const ENOUGH = 3;

/** Whether an error is about what a page holds, or about the parser that reads it. */
export const isPageFault = (error: unknown): boolean =>
  error instanceof ContractBroken
    ? !(error instanceof DriftFound)
    : !(error === null || error instanceof CaselineError);

/** What became of the cases that a run asked for: one where each of them failed has not done its work. */
export class Outcomes {
  readonly #tally: Tally;
  readonly #offline: boolean;
  readonly #failures: { readonly failure: Failure; readonly error: unknown }[] = [];
  #read = 0;

  constructor(tally: Tally, offline: boolean) {
    this.#tally = tally;
    this.#offline = offline;
  }

  wasRead(): void {
    this.#read += 1;
  }

  hasFailed(failure: Failure, error: unknown): void {
    this.#failures.push({ failure, error });
  }

  /** Why a run that came to its end has failed all the same; null when it has not. */
  async fruitless(signal: AbortSignal): Promise<Stop | null> {
    const broken = this.#failures.findLast(({ error }) => isPageFault(error));
    if (this.#offline && broken !== undefined) return this.#endingWith(broken.failure, 'failed');
    const last = this.#failures.at(-1);
    if (last === undefined || this.#read > 0) return null;
    // Beside held cases a few may be gone, closed or left out for good.
    const odd = this.#failures.filter(
      ({ error }) => !(error instanceof NotFound || error instanceof Blocked),
    );
    if (this.#tally.unchanged > 0 && odd.length < Math.max(ENOUGH, this.#failures.length)) return null;
    const { error } = last;
    if (this.#failures.every((each) => isRefusalOfOne(each.error)))
      return this.#endingWith(last.failure, 'blocked');
    if (error instanceof LeftOut && this.#failures.every((each) => each.error instanceof LeftOut)) {
      this.#take(last.failure);
      return stopFor(await error.refusal(), last.failure.url, signal);
    }
    const number = this.#failures.length;
    if (number === 1) return this.#endingWith(last.failure, 'failed');
    const message = `none of the ${number} cases asked for could be read; the last: ${last.failure.message}`;
    const failure = { url: last.failure.url, code: 'every-case-failed', message };
    return { status: 'failed', run: 'failed', failure };
  }

  /** The failure is said as the reason of the stop, and not twice. */
  #endingWith(failure: Failure, status: 'blocked' | 'failed'): Stop {
    this.#take(failure);
    return { status, run: status, failure };
  }

  #take(failure: Failure): void {
    this.#tally.failed = this.#tally.failed.filter((each) => each !== failure);
  }
}
