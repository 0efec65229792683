import { type Blocked, type CaselineError, NotFound, Retryable } from '../../../data/errors.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { Sent, SourceMemory } from '../../../data/ports/crawl/crawls.ts';
import type { CaseReference } from '../source.ts';
import type { CheckedOptions } from './crawl-options.ts';
import type { FillRates } from './fill-rates.ts';
import type { CaseRead } from './read-and-keep.ts';
import type { References } from './references.ts';
import { isRefusalOfOne } from './refused-cases.ts';
import { failureOf } from './result.ts';
import { type Stop, stopFor } from './stop.ts';

/** Cases in a row that fail for faults of the moment before the site is taken to be in trouble and left alone. */
const FAULTS_IN_A_ROW = 3;

export interface Tally {
  new: number;
  updated: number;
  unchanged: number;
  failed: Failure[];
}

/** A case that is being written while the next one is read. */
interface Writing {
  readonly id: string;
  readonly isNew: boolean;
  readonly done: Promise<Stop | null>;
}

export interface CrawlRunParts {
  readonly references: References;
  /** See `readReference`. */
  readonly read: (
    reference: CaseReference,
    isHeld: (id: string, aliases: readonly string[]) => Promise<boolean>,
  ) => Promise<CaseRead>;
  /** See `keepRead`. */
  readonly keep: (
    id: string,
    made: NonNullable<CaseRead['made']>,
    url: string,
  ) => Promise<'new' | 'updated' | 'unchanged'>;
  readonly cases: Pick<CaseStore, 'has'>;
  readonly memory: SourceMemory;
  readonly fillRates: Pick<FillRates, 'conclude'>;
  /** What was sent so far; it grows. */
  readonly sent: Sent;
  /** Takes down what reading a new case cost. */
  readonly noteCost: (id: string, reference: CaseReference, cost: Sent) => Promise<void>;
}

/**
 * One run: the cases of the references, one after the other, until the limit, the end or a stop. While a case is forced
 * to the disk the next one may be asked for, but nothing is asked for that the run would not have asked for anyway.
 */
export class CrawlRun {
  readonly tally: Tally = { new: 0, updated: 0, unchanged: 0, failed: [] };
  readonly #parts: CrawlRunParts;
  readonly #options: Pick<CheckedOptions, 'limit' | 'offline' | 'refresh' | 'signal' | 'emit'>;
  readonly #paced: boolean;
  #faults = 0;
  #writing: Writing | null = null;
  /** All other cases are through: a refusal now costs its case, not the run. */
  #askedLast = false;
  #refusal: Blocked | null = null;

  /** @param paced there is a pause between requests; without one, a case may still be on its way to the disk when the next is asked for */
  constructor(
    parts: CrawlRunParts,
    options: Pick<CheckedOptions, 'limit' | 'offline' | 'refresh' | 'signal' | 'emit'>,
    paced: boolean,
  ) {
    this.#parts = parts;
    this.#options = options;
    this.#paced = paced;
  }

  async go(): Promise<Stop | 'done' | 'limit'> {
    const end = await this.#walk();
    const last = await this.#written();
    return last ?? end;
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
        if (limit !== undefined && this.tally.new + (this.#writing?.isNew ? 1 : 0) >= limit) {
          const failed = await this.#written();
          if (failed !== null) return failed;
          if (this.tally.new >= limit) return 'limit';
        }
        url = this.#parts.references.at;
      }
      this.#parts.fillRates.conclude(url);
      return 'done';
    } catch (error) {
      const stop = stopFor(error, url, signal);
      if (stop !== null) return stop;
      const failure = failureOf(url, error as CaselineError);
      return { status: 'failed', run: 'failed', failure };
    }
  }

  /** The cases of the search; those at which an earlier run was refused come last, and only until the first refusal. */
  async *#refusedLast(): AsyncGenerator<CaseReference> {
    const last: CaseReference[] = [];
    for await (const reference of this.#parts.references) {
      if (!this.#options.offline && (await this.#parts.memory.isRefused(reference.alias)))
        last.push(reference);
      else yield reference;
    }
    for (const reference of last) {
      this.#askedLast = true;
      if (this.#refusal === null) yield reference;
      else this.#note(failureOf(reference.url, this.#refusal));
    }
  }

  /** Waits for the case that is being written. @returns why the run must end, if it could not be written */
  async #written(): Promise<Stop | null> {
    const stop = (await this.#writing?.done) ?? null;
    this.#writing = null;
    return stop;
  }

  /** Whether a case is held, or being written, and not to be read again. */
  async #isHeld(id: string | null): Promise<boolean> {
    if (id === null || this.#options.offline || this.#options.refresh) return false;
    return id === this.#writing?.id || (await this.#parts.cases.has(id));
  }

  async #one(reference: CaseReference): Promise<Stop | null> {
    const { memory, sent } = this.#parts;
    if (await this.#isHeld(await memory.idOf(reference.alias))) {
      this.tally.unchanged += 1;
      return null;
    }
    const before = { ...sent };
    let read: CaseRead;
    try {
      read = await this.#parts.read(reference, async (id, aliases) => {
        // Names are good for recognising a case only once it is held: they may be kept before it is.
        await memory.name(id, aliases);
        return this.#isHeld(id);
      });
      this.#faults = 0;
      await memory.forgetRefused(reference.alias);
    } catch (error) {
      if (isRefusalOfOne(error)) await memory.noteRefused(reference.alias);
      return this.#failed(reference, error);
    }
    const cost = { requests: sent.requests - before.requests, bytes: sent.bytes - before.bytes };
    return (await this.#written()) ?? this.#write(read, reference, cost);
  }

  async #write({ id, made }: CaseRead, reference: CaseReference, cost: Sent): Promise<Stop | null> {
    if (made === null) {
      this.tally.unchanged += 1;
      return null;
    }
    const keep = async (): Promise<Stop | null> => {
      try {
        const change = await this.#parts.keep(id, made, reference.url);
        this.tally[change] += 1;
        this.tally.failed.push(...made.images.missing);
        if (change === 'new') await this.#parts.noteCost(id, reference, cost);
        return null;
      } catch (error) {
        return this.#failed(reference, error);
      }
    };
    this.#writing = { id, isNew: !(await this.#parts.cases.has(id)), done: keep() };
    // Where there is a pause anyway, the write takes no time: the case is kept before anything else is asked for.
    return this.#paced ? this.#written() : null;
  }

  /** A case that could not be read and does not end the run. */
  #note(failure: Failure): void {
    this.tally.failed.push(failure);
    this.#options.emit({ type: 'failed', failure });
  }

  #failed(reference: CaseReference, error: unknown): Stop | null {
    const { signal } = this.#options;
    if (this.#askedLast && isRefusalOfOne(error)) {
      this.#refusal = error;
      this.#note(failureOf(reference.url, error));
      return null;
    }
    const stop = stopFor(error, reference.url, signal);
    if (stop !== null) return isRefusalOfOne(error) ? { ...stop, ofOneCase: true } : stop;
    // Offline, a case that was listed but never received is nothing that failed.
    if (this.#options.offline && error instanceof NotFound && error.code === 'not-in-archive') return null;
    this.#note(failureOf(reference.url, error as CaselineError));
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
