import type { Label } from '../texts/labels.ts';
import type { ImageInReading, Sentence } from '../texts/reading.ts';

/**
 * What captions say of single panels is nothing that can be said of the whole figure. An image without a panel of its
 * own, beside sentences that name panels, is such a whole.
 */

const panelsOf = ({ label, labels }: Sentence): string[] =>
  [...(label ? [label] : []), ...labels.flatMap((placed) => placed.labels)].flatMap(
    ({ panel }) => panel ?? [],
  );

/** Whether a sentence speaks of panels, and this image is none. */
export const isOfPanels = (sentence: Sentence, image: ImageInReading): boolean =>
  (image.label?.panel ?? null) === null && panelsOf(sentence).length > 0;

/** Something said of an image: by whom, of which panels where it names its own, and what. */
export interface SaidOfPanels {
  readonly sentence: Sentence;
  readonly labels?: readonly Label[];
  readonly value: string;
}

/**
 * Whether what is said of an image is said of some of its panels only, or differs by panel, so that it is not said of
 * the whole.
 * @param captions the sentences of its captions, which name the panels that there are
 */
export function isOfSomePanels(
  said: readonly SaidOfPanels[],
  captions: readonly Sentence[],
  image: ImageInReading,
): boolean {
  if (!captions.some((sentence) => isOfPanels(sentence, image))) return false;
  if (new Set(said.map(({ value }) => value)).size > 1) return true;
  const whole = said.some(
    ({ sentence, labels = [] }) => labels.length === 0 && panelsOf(sentence).length === 0,
  );
  if (whole) return false;
  const covered = new Set(
    said.flatMap(({ sentence, labels = [] }) =>
      labels.length > 0 ? labels.flatMap(({ panel }) => panel ?? []) : panelsOf(sentence),
    ),
  );
  return captions.flatMap(panelsOf).some((panel) => !covered.has(panel));
}
