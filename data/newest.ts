/** The newest entries of a map by when they were last asked for. */
export class Newest<Value> {
  readonly #most: number;
  readonly #held = new Map<string, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Value | undefined {
    const value = this.#held.get(key);
    if (value === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, value);
    return value;
  }

  put(key: string, value: Value): void {
    this.#held.delete(key);
    this.#held.set(key, value);
    const oldest = this.#held.size > this.#most ? this.#held.keys().next().value : undefined;
    if (oldest !== undefined) this.#held.delete(oldest);
  }
}
