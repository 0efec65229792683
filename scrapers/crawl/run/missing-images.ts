import type { MissingImages } from '../../../data/ports/crawl/crawls.ts';

/** Runs that ask for an image that does not come; after them only `--refresh` does. */
export const MOST_TRIES = 3;

/** Whether the next run asks again for images of a held case that did not come. */
export const isAskedAgain = (missing: MissingImages | null): missing is MissingImages =>
  missing !== null && missing.tries < MOST_TRIES;
