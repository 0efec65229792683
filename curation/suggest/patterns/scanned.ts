import { type Scan, scanFor } from './scan.ts';

/**
 * An expression that is only asked where its letters stand: it finds what the plain one finds. Most texts hold
 * nothing of most expressions, and one look at a text tells of all (see `letter-index.ts`).
 */
export class Scanned extends RegExp {
  readonly #scan: Scan;
  /** What is asked in its stead. */
  readonly plain: RegExp;

  constructor(pattern: RegExp | string, flags?: string) {
    super(pattern, flags);
    this.plain = new RegExp(this.source, this.flags);
    this.#scan = scanFor(this.plain);
  }

  /** Whether the expression may match a text; false is certain. */
  mayMatch(text: string): boolean {
    return this.#scan.test(text);
  }

  override exec(text: string): RegExpExecArray | null {
    this.plain.lastIndex = this.lastIndex;
    const found = this.mayMatch(text) ? this.plain.exec(text) : null;
    this.lastIndex = found === null ? 0 : this.plain.lastIndex;
    return found;
  }

  override test(text: string): boolean {
    return this.global || this.sticky
      ? this.exec(text) !== null
      : this.mayMatch(text) && this.plain.test(text);
  }

  override [Symbol.matchAll](text: string): RegExpStringIterator<RegExpExecArray> {
    return this.plain[Symbol.matchAll](text);
  }

  override [Symbol.search](text: string): number {
    return this.mayMatch(text) ? this.plain[Symbol.search](text) : -1;
  }
}
