import { Blocked, CaselineError, Throttled } from '../../../data/errors.ts';

/** What was asked for a paper without success, and why not: for the one message that asks for its PDF. */
export class Attempts {
  readonly #made: string[] = [];
  /** A register that robots.txt closes to us: the reason to try later, if nothing is found without it. */
  closed: Blocked | null = null;

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

  /**
   * As `make`, for a register that may answer and know nothing of the paper. One whose robots.txt forbids the question
   * or cannot be read is not asked, and the next one may know the paper as well. @throws Blocked, Throttled
   */
  async ask<T>(register: string, work: () => Promise<T | null>): Promise<T | null> {
    let answered = false;
    const found = await this.make(register, async () => {
      try {
        const result = await work();
        answered = true;
        return result;
      } catch (error) {
        if (!(error instanceof Blocked && error.code.startsWith('robots-'))) throw error;
        this.closed ??= error;
        this.note(register, error.message);
        answered = false;
        return null;
      }
    });
    if (answered && found === null) this.note(register, 'does not know it');
    return found;
  }

  toString(): string {
    return this.#made.length === 0 ? 'nothing names an open copy' : this.#made.join('; ');
  }
}
