import { Blocked, CaselineError, Throttled } from '../../../data/errors.ts';

/** What was asked for a paper without success, and why not: for the one message that asks for its PDF. */
export class Attempts {
  readonly #made: string[] = [];

  note(what: string, why: string): void {
    this.#made.push(`${what}: ${why}`);
  }

  /**
   * The result of `work`, or null when that place does not have it or cannot be reached. A site that says no ends
   * the run here as in every crawl: its refusal is never taken for an invitation to try elsewhere.
   * @throws Blocked, Throttled
   */
  async make<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Blocked || error instanceof Throttled || !(error instanceof CaselineError))
        throw error;
      this.note(what, error.message);
      return null;
    }
  }

  toString(): string {
    return this.#made.length === 0 ? 'nothing names an open copy' : this.#made.join('; ');
  }
}
