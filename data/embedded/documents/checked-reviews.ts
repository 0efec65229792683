import { readReview } from '../../format/read.ts';
import type { Review } from '../../format/review.ts';
import { Newest } from '../../newest.ts';
import { parseJson, readText } from '../disk/json-file.ts';

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
  readonly #checked = new Newest<Checked>(KEEP);

  /** @returns null when there is no file. @throws InvalidInput `damaged-file` or as `readReview` */
  read(path: string): Review | null {
    const text = readText(path);
    if (text === null) return null;
    const held = this.#checked.get(path);
    if (held?.text === text) return held.review;
    const review = frozen(readReview(parseJson(text, path), path));
    this.#checked.put(path, { text, review });
    return review;
  }
}

function frozen(review: Review): Review {
  for (const event of review.events) Object.freeze(event);
  Object.freeze(review.events);
  return Object.freeze(review);
}
