import type { ImageInReading, Sentence } from '../reading.ts';

/**
 * What captions say of single panels is nothing that can be said of the whole figure. An image without a panel of its
 * own, beside sentences that name panels, is such a whole.
 */

interface Said {
  readonly sentence: Sentence;
}

const panelsOf = ({ label, labels }: Sentence): number =>
  (label?.panel ? 1 : 0) + labels.flatMap((placed) => placed.labels).filter(({ panel }) => panel).length;

/** Whether a sentence speaks of panels, and this image is none. */
export const isOfPanels = (sentence: Sentence, image: ImageInReading): boolean =>
  (image.label?.panel ?? null) === null && panelsOf(sentence) > 0;

/** Whether what is said of the panels of an image differs, so that it is not said of the whole. */
export function differsByPanel<T extends Said>(
  said: readonly T[],
  image: ImageInReading,
  valueOf: (one: T) => string,
): boolean {
  return said.some(({ sentence }) => isOfPanels(sentence, image)) && new Set(said.map(valueOf)).size > 1;
}
