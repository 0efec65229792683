/**
 * Works on a few things at once and takes their results in the order they were given: files are copied side by
 * side, and the table's rows stay where they are. What is ready at once costs no waiting.
 */
export class InOrder<Result> {
  readonly #ahead: number;
  readonly #take: (result: Result) => void;
  readonly #waiting: (Result | Promise<Result>)[] = [];

  /**
   * @param ahead how many may be under way
   * @param take is given every result, first in first out
   */
  constructor(ahead: number, take: (result: Result) => void) {
    this.#ahead = ahead;
    this.#take = take;
  }

  /** Await what it returns, if anything, before the next call. @throws what the oldest work failed with. */
  add(work: Result | Promise<Result>): Promise<void> | undefined {
    if (work instanceof Promise) {
      // Whoever waits for it is told; until then an early failure is nobody's to catch.
      work.catch(() => undefined);
    } else if (this.#waiting.length === 0) {
      this.#take(work);
      return undefined;
    }
    this.#waiting.push(work);
    return this.#waiting.length > this.#ahead ? this.#oldest() : undefined;
  }

  async #oldest(): Promise<void> {
    this.#take(await (this.#waiting.shift() as Result | Promise<Result>));
  }

  /** Waits for what is still under way. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#oldest();
  }

  /** Waits until nothing is under way any more, whatever becomes of it: nothing is taken. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#waiting.splice(0));
  }
}
