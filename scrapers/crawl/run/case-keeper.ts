import type { CaseStore } from '../../../data/ports/cases.ts';
import type { Sent } from '../../../data/ports/crawl/crawls.ts';
import type { CaseReference } from '../source.ts';
import type { Doubt } from './doubt.ts';
import type { MadeCase } from './read-and-keep.ts';
import type { Stop } from './stop.ts';
import type { Tally } from './tally.ts';

/** A case that has been read, and what it cost. */
interface ReadCase {
  readonly id: string;
  readonly reference: CaseReference;
  readonly made: MadeCase;
  readonly cost: Sent;
  readonly isNew: boolean;
  /** What it waits for, when it waits. */
  readonly doubtful: readonly string[];
}

export interface CaseKeeperParts {
  /** See `keepRead`. */
  readonly keep: (id: string, made: MadeCase, url: string) => Promise<'new' | 'updated' | 'unchanged'>;
  readonly cases: Pick<CaseStore, 'has'>;
  readonly doubt: Doubt;
  /** Takes down what reading a new case cost. */
  readonly noteCost: (id: string, reference: CaseReference, cost: Sent) => Promise<void>;
}

/**
 * Writes the cases of a run. While a case is forced to the disk the next one may be asked for; a case that looks as if a
 * field had fallen away waits until later ones show that it has not.
 */
export class CaseKeeper {
  readonly #parts: CaseKeeperParts;
  readonly #tally: Tally;
  readonly #paced: boolean;
  readonly #failed: (reference: CaseReference, error: unknown) => Stop | null;
  #writing: { readonly cases: readonly ReadCase[]; readonly done: Promise<Stop | null> } | null = null;
  #waiting: ReadCase[] = [];

  /**
   * @param paced there is a pause between requests; without one, a case may still be on its way to the disk when the next is asked for
   * @param failed what it means that a case could not be written
   */
  constructor(
    parts: CaseKeeperParts,
    tally: Tally,
    paced: boolean,
    failed: (reference: CaseReference, error: unknown) => Stop | null,
  ) {
    this.#parts = parts;
    this.#tally = tally;
    this.#paced = paced;
    this.#failed = failed;
  }

  /** Whether a case has been read and is not yet among the others. */
  isUnderWay(id: string): boolean {
    return this.#underWay().some((each) => each.id === id);
  }

  /** New cases that are written, or will be unless something goes wrong. */
  get newCases(): number {
    return this.#tally.new + this.#underWay().filter(({ isNew }) => isNew).length;
  }

  #underWay(): readonly ReadCase[] {
    return [...(this.#writing?.cases ?? []), ...this.#waiting];
  }

  /** Waits for what is being written. @returns why the run must end, if it could not be written */
  async written(): Promise<Stop | null> {
    const stop = (await this.#writing?.done) ?? null;
    this.#writing = null;
    return stop;
  }

  /** @throws DriftFound when the case shows that a field has fallen away */
  async take(id: string, reference: CaseReference, made: MadeCase, cost: Sent): Promise<Stop | null> {
    const stop = await this.written();
    if (stop !== null) return stop;
    const doubtful = await this.#parts.doubt.observe(made.draft, made.fills, reference.url);
    const isNew = !(await this.#parts.cases.has(id));
    const read = { id, reference, made, cost, isNew, doubtful };
    if (doubtful.length > 0) {
      await made.images.commit();
      this.#waiting.push(read);
      return null;
    }
    const cleared = this.#waiting.filter((each) => this.#parts.doubt.isCleared(each.doubtful));
    this.#waiting = this.#waiting.filter((each) => !cleared.includes(each));
    this.#begin([...cleared, read]);
    // Where there is a pause anyway, the write takes no time: the case is kept before anything else is asked for.
    return this.#paced ? this.written() : null;
  }

  #begin(cases: readonly ReadCase[]): void {
    this.#writing = { cases, done: this.#write(cases) };
  }

  async #write(cases: readonly ReadCase[]): Promise<Stop | null> {
    for (const { id, reference, made, cost } of cases) {
      try {
        const change = await this.#parts.keep(id, made, reference.url);
        await this.#parts.doubt.forget(id);
        this.#tally[change] += 1;
        this.#tally.failed.push(...made.images.missing);
        if (change === 'new') await this.#parts.noteCost(id, reference, cost);
      } catch (error) {
        const stop = this.#failed(reference, error);
        if (stop !== null) return stop;
      }
    }
    return null;
  }

  /**
   * The run has come to its end: what waits is written unless a field has fallen away.
   * @throws DriftFound when one has; what waits then waits for a person
   */
  async settle(url: string): Promise<Stop | null> {
    const stop = await this.written();
    // A disk that refuses would refuse the others too.
    if (stop?.failure.code.startsWith('disk-')) return stop;
    await this.#parts.doubt.conclude(url);
    this.#begin(this.#waiting.splice(0));
    return stop ?? (await this.written());
  }
}
