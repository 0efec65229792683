import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { CONFIDENT } from '../../../curation/suggest/suggestion.ts';
import type { Case } from '../../../data/format/case.ts';
import { caseOf } from './helpers.ts';
import { inCaptions } from './image-days/in-captions.ts';
import { inLetters } from './image-days/in-letters.ts';
import { inParts } from './image-days/in-parts.ts';
import { inReports } from './image-days/in-reports.ts';
import { inTexts } from './image-days/in-texts.ts';
import type { DatedNote } from './image-days/note.ts';

const caseOfNote = ({ texts = [], images }: DatedNote): Case =>
  caseOf({
    images: images.map(({ caption, figure }, at) => ({
      file: `n-${at + 1}x.png`,
      figure: figure ?? null,
      panel: /\d([A-H])$/.exec(figure ?? '')?.[1]?.toLowerCase() ?? null,
      caption: caption === '' ? null : `c${at}`,
    })),
    texts: [
      ...texts.map((text, at) => ({ ...text, id: `t${at}`, images: [] })),
      ...images.flatMap(({ caption }, at) =>
        caption === ''
          ? []
          : [{ id: `c${at}`, text: caption, kind: 'caption' as const, images: [`i${at + 1}`] }],
      ),
    ],
  });

/** The day that is counted on for an image; null where none is. */
function dayOf(record: Case, image: string): number | null {
  const [best] = suggest(record)
    .filter((one) => one.field === 'offset' && one.image === image)
    .sort((a, b) => b.confidence - a.confidence);
  return best && best.confidence >= CONFIDENT ? Number(best.value) : null;
}

describe.each(Object.entries({ ...inTexts, ...inReports, ...inCaptions, ...inParts, ...inLetters }))(
  '%s',
  (_, notes) => {
    const rows = notes.map(
      (note) =>
        [
          [...(note.texts ?? []).map(({ text }) => text), ...note.images.map(({ caption }) => caption)].join(
            ' | ',
          ),
          note,
        ] as const,
    );
    it.each(rows)('“%s”', (_words, note) => {
      const record = caseOfNote(note);
      note.images.forEach(({ day }, at) => {
        expect(day).toContain(dayOf(record, `i${at + 1}`));
      });
    });
  },
);
