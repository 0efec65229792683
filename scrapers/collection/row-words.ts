import type { FieldSet } from '../../data/fields/field-set.ts';
import type { CaseDraft } from '../../data/format/case.ts';
import { languageOf } from '../../data/vocabulary/language.ts';
import type { TableRow } from './read-table.ts';

/** The words of a table's rows as a case holds them: notes as texts, and cells whose white space is held nowhere else. */

type TextDraft = CaseDraft['texts'][number];

/** Heading of notes that stood beyond the table's named columns; a check names them. */
const SPILLED_HEADING = 'nameless column';

/** The notes of a row: clinical, other, and what spilled beyond the named columns (behind one blank). */
function notesOf({ cells, spilled }: TableRow): Pick<TextDraft, 'kind' | 'heading' | 'text'>[] {
  const other = spilled === undefined ? cells.other_notes : cells.other_notes.slice(0, -spilled.length - 1);
  return [
    { kind: 'clinical-notes' as const, heading: null, text: cells.clinical_notes },
    { kind: 'other-notes' as const, heading: null, text: other },
    { kind: 'other-notes' as const, heading: SPILLED_HEADING, text: spilled ?? '' },
  ].filter(({ text }) => text.trim() !== '');
}

/** Text ids follow content, so that the same note under several images is one text. */
export function textsOf(rows: readonly TableRow[], imageIds: ReadonlyMap<number, string>): TextDraft[] {
  const texts = new Map<string, TextDraft & { images: string[] }>();
  for (const row of rows) {
    for (const note of notesOf(row)) {
      const key = `${note.kind}\n${note.heading}\n${note.text}`;
      const held = texts.get(key) ?? {
        ...note,
        id: `${note.kind}-${texts.size + 1}`,
        language: languageOf(note.text),
        images: [],
      };
      held.images.push(imageIds.get(row.row) ?? '');
      texts.set(key, held);
    }
  }
  return [...texts.values()];
}

/** Columns whose words go into the case untouched: a blank one alone is held nowhere else. */
const wholeNotes: ReadonlySet<string> = new Set(['clinical_notes', 'other_notes']);

/** Cells whose white space is held nowhere else, as they stood. Cells that curators decide keep theirs in the decision. */
export function cellsAsTheyStood({ cells }: TableRow, fields: FieldSet): { cells?: Record<string, string> } {
  const decided = new Set<string>(fields.decided.map(({ name }) => name));
  const found = Object.entries(cells).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      entry[1] !== entry[1].trim() &&
      (entry[1].trim() === '' || !(decided.has(entry[0]) || wholeNotes.has(entry[0]))),
  );
  return found.length === 0 ? {} : { cells: Object.fromEntries(found) };
}
