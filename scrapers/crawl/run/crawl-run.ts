import { type Blocked, CaselineError, messageOf, NotFound, Retryable } from '../../../data/errors.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { Sent, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import { LeftOut } from '../door/requests/left-out.ts';
import type { CaseReference } from '../source.ts';
import { CaseKeeper, type CaseKeeperParts } from './case-keeper.ts';
import type { CheckedOptions } from './crawl-options.ts';
import { isAskedAgain } from './missing-images.ts';
import { isPageFault, Outcomes } from './outcomes.ts';
import type { CaseRead } from './read-and-keep.ts';
import type { References } from './references.ts';
import { isRefusalOfOne } from './refused-cases.ts';
import { failureOf } from './result.ts';
import { type Stop, stopFor } from './stop.ts';
import type { Tally } from './tally.ts';

/** Cases in a row that fail for faults of the moment before the site is taken to be in trouble and left alone. */
const FAULTS_IN_A_ROW = 3;

export interface CrawlRunParts extends CaseKeeperParts {
  readonly references: References;
  /** See `readReference`. @param mend the case is held, and asked for what did not come alone */
  readonly read: (
    reference: CaseReference,
    isHeld: (id: string, aliases: readonly string[]) => Promise<boolean>,
    mend: boolean,
  ) => Promise<CaseRead>;
  readonly cases: Pick<CaseStore, 'has'>;
  readonly memory: SourceMemory;
  /** What was sent so far; it grows. */
  readonly sent: Sent;
}

/** A case that refused an earlier run, and is not asked for once another has refused this one. */
const notAsked = (url: string, { code }: Blocked): Failure => ({
  url,
  code,
  message: `${url}: refused an earlier crawl and was not asked for this time, after another one refused (${code}); the next crawl asks for it`,
});

type RunOptions = Pick<CheckedOptions, 'limit' | 'offline' | 'refresh' | 'signal' | 'emit'>;

/**
 * One run: the cases of the references, one after the other, until the limit, the end or a stop. Nothing is asked for
 * that the run would not have asked for anyway.
 */
export class CrawlRun {
  readonly tally: Tally = { new: 0, updated: 0, unchanged: 0, failed: [] };
  readonly #parts: CrawlRunParts;
  readonly #options: RunOptions;
  readonly #keeper: CaseKeeper;
  readonly #outcomes: Outcomes;
  #faults = 0;
  /** All other cases are through: a refusal now costs its case, not the run. */
  #askedLast = false;
  #refusal: Blocked | null = null;

  /** @param paced see `CaseKeeper` */
  constructor(parts: CrawlRunParts, options: RunOptions, paced: boolean) {
    this.#parts = parts;
    this.#options = options;
    this.#keeper = new CaseKeeper(parts, this.tally, paced, (reference, error) =>
      this.#failed(reference, error),
    );
    this.#outcomes = new Outcomes(this.tally, options.offline);
  }

  async go(): Promise<Stop | 'done' | 'limit'> {
    const { signal } = this.#options;
    const end = await this.#walk();
    const { at } = this.#parts.references;
    if (typeof end !== 'string' && end.failure.code === 'fill-rate-dropped')
      return (await this.#keeper.written()) ?? end;
    try {
      const last = await this.#keeper.settle(at);
      return last ?? (end === 'done' ? ((await this.#outcomes.fruitless(signal)) ?? end) : end);
    } catch (error) {
      // How it stopped is said first; that a field has fallen away, the next run says.
      return typeof end === 'string' ? this.#stopOf(error, at) : end;
    }
  }

  async #walk(): Promise<Stop | 'done' | 'limit'> {
    const { signal, limit } = this.#options;
    let url = this.#parts.references.at;
    try {
      for await (const reference of this.#refusedLast()) {
        signal.throwIfAborted();
        url = reference.url;
        const stop = await this.#one(reference);
        if (stop !== null) return stop;
        if (limit !== undefined && this.#keeper.newCases >= limit) {
          const failed = await this.#keeper.settle(url);
          if (failed !== null) return failed;
          if (this.tally.new >= limit) return 'limit';
        }
        url = this.#parts.references.at;
      }
      return 'done';
    } catch (error) {
      // Without a search page nothing goes on: what robots.txt forbids alone is then a refusal like any other.
      return this.#stopOf(error instanceof LeftOut ? await error.refusal() : error, url);
    }
  }

  /** @throws BadUsage as it is: nothing was asked for */
  #stopOf(error: unknown, url: string): Stop {
    const { signal } = this.#options;
    if (error instanceof CaselineError && error.exitCode === 2 && !signal.aborted) throw error;
    const stop = stopFor(error, url, signal);
    return stop ?? { status: 'failed', run: 'failed', failure: failureOf(url, error as CaselineError) };
  }

  /** The cases of the search; those at which an earlier run was refused come last, and only until the first refusal. */
  async *#refusedLast(): AsyncGenerator<CaseReference> {
    const last: { readonly reference: CaseReference; readonly at: number }[] = [];
    for await (const listed of this.#parts.references) {
      const at = 'failure' in listed ? null : await this.#parts.memory.refusedAt(listed.alias);
      if ('failure' in listed) this.#note(listed.failure, null);
      else if (!this.#options.offline && at !== null) last.push({ reference: listed, at });
      else yield listed;
    }
    // The one that refused longest ago comes first: one that refuses for ever does not keep the others waiting for ever.
    for (const { reference } of last.sort((one, other) => one.at - other.at)) {
      this.#askedLast = true;
      if (this.#refusal === null) yield reference;
      else this.#note(notAsked(reference.url, this.#refusal), this.#refusal);
    }
  }

  /** Whether a case is held, or on its way to be, and not to be read again. */
  async #isHeld(id: string | null): Promise<boolean> {
    if (id === null || this.#options.offline || this.#options.refresh) return false;
    return this.#keeper.isUnderWay(id) || (await this.#parts.cases.has(id));
  }

  async #one(reference: CaseReference): Promise<Stop | null> {
    const { memory, sent } = this.#parts;
    const known = await memory.idOf(reference.alias);
    const held = await this.#isHeld(known);
    const mend =
      held &&
      known !== null &&
      !this.#keeper.isUnderWay(known) &&
      isAskedAgain(await memory.missingOf(known));
    if (held && !mend) {
      this.tally.unchanged += 1;
      this.#options.emit({ type: 'held', id: known, url: reference.url });
      return null;
    }
    const before = { ...sent };
    try {
      const isHeld = async (id: string, aliases: readonly string[]): Promise<boolean> => {
        // Names are good for recognising a case only once it is held: they may be kept before it is.
        await memory.name(id, aliases);
        return !mend && (await this.#isHeld(id));
      };
      const { id, made } = await this.#parts.read(reference, isHeld, mend);
      this.#faults = 0;
      await memory.forgetRefused(reference.alias);
      this.#outcomes.wasRead();
      const cost = { requests: sent.requests - before.requests, bytes: sent.bytes - before.bytes };
      if (made !== null) return await this.#keeper.take(id, reference, made, cost);
      this.tally.unchanged += 1;
      return null;
    } catch (error) {
      if (isRefusalOfOne(error)) await memory.noteRefused(reference.alias);
      return this.#failed(reference, error);
    }
  }

  /** A case that could not be read and does not end the run. */
  #note(failure: Failure, error: unknown): void {
    this.tally.failed.push(failure);
    this.#outcomes.hasFailed(failure, error);
    this.#options.emit({ type: 'failed', failure });
  }

  #failed(reference: CaseReference, error: unknown): Stop | null {
    const { signal, offline } = this.#options;
    if (this.#askedLast && isRefusalOfOne(error)) {
      this.#refusal = error;
      this.#note(failureOf(reference.url, error), error);
      return null;
    }
    // From the archive a page is read that nobody will send again: it costs its case, and the others are rebuilt.
    const isOfOnePage = offline && !signal.aborted && isPageFault(error);
    const stop = isOfOnePage ? null : stopFor(error, reference.url, signal);
    if (stop !== null) return isRefusalOfOne(error) ? { ...stop, ofOneCase: true } : stop;
    // Offline, a case that was listed but never received is nothing that failed.
    if (offline && error instanceof NotFound && error.code === 'not-in-archive') return null;
    const known = error instanceof CaselineError ? error : { code: 'unexpected', message: messageOf(error) };
    this.#note(failureOf(reference.url, known), error);
    this.#faults = error instanceof Retryable ? this.#faults + 1 : 0;
    if (this.#faults < FAULTS_IN_A_ROW) return null;
    const message = `${FAULTS_IN_A_ROW} cases in a row could not be read; the site seems to be in trouble. Try again later.`;
    return {
      status: 'failed',
      run: 'interrupted',
      failure: { url: reference.url, code: 'site-in-trouble', message },
    };
  }
}
