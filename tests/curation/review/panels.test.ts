import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import { outgoingImages, reviewedImages } from '../../../curation/record/images.ts';
import { captionOf, figuresWithPanels, panelsOf, quoteOfWords } from '../../../curation/review/panels.ts';
import { buildTimeline } from '../../../curation/timeline/build.ts';
import { caseFor, reviewOf } from './review-log.ts';

const whole = caseFor();
const [figure] = whole.images;
if (!figure) throw new Error('the small case has no image');
const rectangle = { x: 0, y: 0, width: 10, height: 20 };
/** The small case with a panel that its reading cut from the first image. */
const record = {
  ...whole,
  images: [
    ...whole.images,
    {
      ...figure,
      id: 'i1-a',
      file: 'i1-a.png',
      panel: 'a',
      order: 9,
      parent: { image: figure.id, rectangle },
    },
  ],
};
const hash = (digit: number): string => String(digit % 10).repeat(64);
const cut = (image: string, x: number, more: Record<string, unknown> = {}) => ({
  kind: 'image-cut' as const,
  image,
  parent: figure.id,
  rectangle: { ...rectangle, x },
  panel: 'b',
  file: `${image}.png`,
  sha256: hash(x),
  ...more,
});

describe('a panel', () => {
  test('drawn twice is as it was drawn last, and as before when that is undone', () => {
    const drawn = [cut('i1-a', 1), cut('i1-a', 2)];
    const now = foldReview(reviewOf(...drawn));
    expect(panelsOf(record, now, figure.id)).toMatchObject([
      { image: 'i1-a', letter: 'b', rectangle: { x: 2 }, by: 'ana' },
    ]);
    const back = foldReview(reviewOf(...drawn, { kind: 'undo', of: 'e1.0' }));
    expect(panelsOf(record, back, figure.id)).toMatchObject([{ rectangle: { x: 1 } }]);
    const untouched = foldReview(
      reviewOf(...drawn, { kind: 'undo', of: 'e1.0' }, { kind: 'undo', of: 'e0.0' }),
    );
    expect(panelsOf(record, untouched, figure.id)).toMatchObject([{ letter: 'a', rectangle, by: null }]);
  });

  test('left out and drawn again is in again', () => {
    const out = { kind: 'image-excluded' as const, image: 'i1-a', reason: 'no panel' };
    expect(panelsOf(record, foldReview(reviewOf(cut('i1-a', 1), out)), figure.id)).toEqual([]);
    expect(panelsOf(record, foldReview(reviewOf(out, cut('i1-a', 1))), figure.id)).toHaveLength(1);
  });

  test('is one image everywhere, whether the reading or a person cut it, however often', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('i1-a', 'n1', 'n2'), fc.nat(9)), { maxLength: 12 }),
        (drawn) => {
          const state = foldReview(reviewOf(...drawn.map(([image, x]) => cut(image, x))));
          const patient = record.patients[0]?.id ?? null;
          for (const ids of [
            reviewedImages(record, state).map(({ id }) => id),
            outgoingImages(record, state).map(({ id }) => id),
            buildTimeline({ case: record, state, patient }).images.map(({ image }) => image),
          ])
            expect(new Set(ids).size).toBe(ids.length);
          for (const { image, rectangle: shown } of panelsOf(record, state, figure.id)) {
            const last = drawn.findLast(([id]) => id === image);
            expect(shown.x).toBe(last?.[1] ?? 0);
          }
        },
      ),
    );
  });

  test('makes its figure one to look at until each panel was confirmed', () => {
    const shown = (...events: Parameters<typeof reviewOf>) => {
      const state = foldReview(reviewOf(...events));
      return figuresWithPanels(record, state, reviewedImages(record, state)).map(({ image, confirmed }) => [
        image,
        confirmed,
      ]);
    };
    expect(shown()).toEqual([[figure.id, false]]);
    expect(shown(cut('n1', 3))).toEqual([[figure.id, false]]);
    expect(shown(cut('n1', 3), cut('i1-a', 0))).toEqual([[figure.id, true]]);
  });
});

test('words are a quote where they stand in the caption to the letter', () => {
  const text = captionOf(record, 'i2');
  const words = text?.text.slice(2, 9).trim() ?? '';
  const quote = quoteOfWords(text, ` ${words} `);
  expect(quote && text?.text.slice(quote.start, quote.end)).toBe(words);
  expect(quoteOfWords(text, `${words}\u00a0`)).toEqual(quote);
  for (const none of ['', '   ', 'words that are not there']) expect(quoteOfWords(text, none)).toBeNull();
  expect(quoteOfWords(undefined, words)).toBeNull();
});
