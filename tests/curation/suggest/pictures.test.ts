import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { cellOf, judge } from './cell-of.ts';
import { caseOf } from './helpers.ts';
import { type PictureNote, pictures } from './stated-values/pictures.ts';

/** View and kind of each picture, of its own words, the case's texts and the pictures beside it. */

const caseOfNote = ({ texts = [], images }: PictureNote) =>
  caseOf({
    images: images.map(({ figure, panel, caption }, at) => ({
      file: `picture-${at + 1}x.png`,
      figure: figure ?? null,
      panel: panel ?? null,
      caption: caption ? `c${at}` : null,
    })),
    texts: [
      ...texts.map(([kind, text], at) => ({ id: `t${at}`, kind, text, images: [] })),
      ...images.flatMap(({ caption: text }, at) =>
        text ? [{ id: `c${at}`, kind: 'caption' as const, text, images: [`i${at + 1}`] }] : [],
      ),
    ],
  });

const named = (note: PictureNote): string =>
  [...(note.texts ?? []).map(([, text]) => text), ...note.images.map(({ caption }) => caption ?? '')].join(
    ' / ',
  );

describe.each(Object.entries(pictures))('%s', (_, notes) => {
  it.each(notes.map((note) => [named(note), note] as const))('“%s”', (_words, note) => {
    const all = suggest(caseOfNote(note));
    note.images.forEach((image, at) => {
      for (const field of ['view', 'modality'] as const) {
        const expected = image[field];
        if (expected === undefined) continue;
        const said = cellOf(all, field, `i${at + 1}`);
        expect(['right', 'silent'], `${field} of ${at + 1}: ${said}`).toContain(judge(said, expected));
      }
    });
  });
});
