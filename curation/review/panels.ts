import type { Case, CaseText } from '../../data/format/case.ts';
import type { Quote } from '../../data/format/day.ts';
import type { ReviewState } from '../record/fold.ts';
import { type ReviewedImage, withCut } from '../record/images.ts';

/** A panel of a figure as the case proposes it or as a person set it. */
export interface ReviewedPanel {
  readonly image: string;
  /** Its letter as printed; empty when it has none. */
  readonly letter: string;
  /** Pixels of the figure's picture. */
  readonly rectangle: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Its part of the figure's caption; null when nobody said which. */
  readonly caption: Quote | null;
  /** Who confirmed or drew it; null while it is only proposed. */
  readonly by: string | null;
}

/** Words in a text as a quote; null when they do not stand there to the letter. */
export function quoteOfWords(text: CaseText | undefined, words: string): Quote | null {
  const wanted = words.trim();
  const start = text === undefined || wanted === '' ? -1 : text.text.indexOf(wanted);
  return text === undefined || start < 0
    ? null
    : { text: text.id, start, end: start + wanted.length, words: wanted };
}

/** The caption of an image. */
export const captionOf = (record: Case, imageId: string): CaseText | undefined => {
  const caption = record.images.find(({ id }) => id === imageId)?.caption;
  return record.texts.find(({ id }) => id === caption);
};

/** Standing panels of a figure's picture, from top to bottom and left to right as far as rows can be told. */
export function panelsOf(record: Case, state: ReviewState, parent: string): ReviewedPanel[] {
  const cuts = new Map(state.cuts.map((cut) => [cut.image, cut]));
  const text = captionOf(record, parent);
  const proposed = record.images.flatMap((held): ReviewedPanel[] => {
    const cut = cuts.get(held.id);
    const image = withCut(held, cut);
    if (image.parent?.image !== parent) return [];
    const own = record.texts.find(({ id }) => id === held.caption);
    const caption =
      cut === undefined || cut.caption === undefined
        ? quoteOfWords(text, own === text ? '' : (own?.text ?? ''))
        : cut.caption;
    return [
      {
        image: image.id,
        letter: image.panel ?? '',
        rectangle: image.parent.rectangle,
        caption,
        by: cut?.by ?? null,
      },
    ];
  });
  const known = new Set(record.images.map(({ id }) => id));
  const drawn = state.cuts
    .filter((cut) => cut.parent === parent && !known.has(cut.image))
    .map(
      (cut): ReviewedPanel => ({
        image: cut.image,
        letter: cut.panel ?? '',
        rectangle: cut.rectangle,
        caption: cut.caption ?? null,
        by: cut.by,
      }),
    );
  return [...proposed, ...drawn].filter(({ image }) => !state.excluded.has(image));
}

/** A figure that has panels to look at, and whether a person has. */
export interface FigureWithPanels {
  readonly image: string;
  readonly label: string;
  readonly confirmed: boolean;
}

/** Pictures of the case that show several panels, in display order; those left out of the dataset with all their parts are not asked about. */
export function figuresWithPanels(
  record: Case,
  state: ReviewState,
  images: readonly ReviewedImage[],
): FigureWithPanels[] {
  return images.flatMap((image): FigureWithPanels[] => {
    if (image.cutFrom !== null) return [];
    const panels = panelsOf(record, state, image.id);
    if (panels.length === 0) return [];
    return [{ image: image.id, label: image.label, confirmed: panels.every(({ by }) => by !== null) }];
  });
}
