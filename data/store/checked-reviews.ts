import { readReview } from '../format/read.ts';
import type { Review } from '../format/review.ts';
import { parseJson, readText } from './json-file.ts';

/** Reviews kept: somebody works on a case for a while, and every key reads its review twice. */
const KEEP = 64;

interface Checked {
  readonly text: string;
  readonly review: Review;
}

/**
 * Reviews as their files say. The file is read each time, for others write it too; but a text that is the same to the letter
 * as the one checked before is not parsed and checked again. What is given out is frozen.
 */
export class CheckedReviews {
  readonly #checked = new Map<string, Checked>();

  /** @returns null when there is no file. @throws InvalidInput `damaged-file` or as `readReview` */
  read(path: string): Review | null {
    const text = readText(path);
    if (text === null) return null;
    const held = this.#checked.get(path);
    if (held?.text === text) return held.review;
    const review = readReview(parseJson(text, path), path);
    this.keep(path, text, review);
    return review;
  }

  /** Takes down what was just written. */
  keep(path: string, text: string, review: Review): void {
    this.#checked.delete(path);
    this.#checked.set(path, { text, review: Object.freeze({ ...review, events: frozen(review.events) }) });
    const oldest = this.#checked.size > KEEP ? this.#checked.keys().next().value : undefined;
    if (oldest !== undefined) this.#checked.delete(oldest);
  }
}

const frozen = (events: Review['events']): Review['events'] => {
  for (const event of events) Object.freeze(event);
  return Object.freeze(events) as Review['events'];
};
