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

  /** As `make`, for a register that may answer and know nothing of the paper. @throws Blocked, Throttled */
  async ask<T>(register: string, work: () => Promise<T | null>): Promise<T | null> {
    let answered = false;
    const found = await this.make(register, async () => {
      const result = await work();
      answered = true;
      return result;
    });
    if (answered && found === null) this.note(register, 'does not know it');
    return found;
  }

  toString(): string {
    return this.#made.length === 0 ? 'nothing names an open copy' : this.#made.join('; ');
  }
}
