import { readFileSync } from 'node:fs';
import type { Case, CaseText } from '../../data/format/case.ts';
import type { Expected } from '../curation/suggest/cell-of.ts';
import { caseOf } from '../curation/suggest/helpers.ts';

/** Notes with their right answers, written by hands that had not seen the rules. */

type Answers = Readonly<Record<string, Expected>>;

export interface GoldNote {
  readonly id: string;
  readonly style?: string;
  readonly language?: string;
  readonly title?: string;
  readonly texts: readonly {
    readonly kind: CaseText['kind'];
    readonly text: string;
    readonly heading?: string;
  }[];
  readonly images: readonly {
    readonly file: string;
    readonly figure?: string | null;
    readonly panel?: string | null;
    readonly caption?: string;
    readonly patient?: string;
    readonly expect?: Answers;
  }[];
  readonly patients?: readonly { readonly id: string; readonly label?: string }[];
  /** Of the one patient, or of each by id. */
  readonly patient?: Answers | Readonly<Record<string, Answers>>;
  readonly events?: readonly {
    readonly type: string;
    readonly day: number | null | readonly (number | null)[];
    readonly anchor: string | null;
    readonly patient?: string;
    readonly optional?: boolean;
  }[];
}

export const readGold = (file: string): readonly GoldNote[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as { notes: GoldNote[] }).notes;

/** The answers of one patient of a note. */
export function answersOf(note: GoldNote, patient: string): Answers {
  const several = (note.patients ?? []).length > 1;
  const answers = note.patient ?? {};
  return several ? ((answers as Readonly<Record<string, Answers>>)[patient] ?? {}) : (answers as Answers);
}

/** `Figure 1a`: the figure and its panel. */
const panelOf = (figure: string | null | undefined): string | null =>
  /\d\s?\(?([a-h])\)?$/i.exec(figure ?? '')?.[1]?.toLowerCase() ?? null;

/** A note as a case. */
export function caseOfNote(note: GoldNote): Case {
  const patients = note.patients ?? [{ id: 'p1' }];
  const title = note.texts.find(({ kind }) => kind === 'title')?.text ?? null;
  const record = caseOf({
    title,
    patients: patients.map(({ id, label }) => ({ id, label: label ?? null })),
    images: note.images.map((image, at) => ({
      file: image.file,
      caption: image.caption ? `c${at}` : null,
      figure: image.figure ?? null,
      panel: image.panel ?? panelOf(image.figure),
      patient: image.patient ?? (patients.length === 1 ? (patients[0]?.id ?? null) : null),
    })),
    texts: [
      ...note.texts.map((text, at) => ({
        id: `t${at}`,
        kind: text.kind,
        heading: text.heading ?? null,
        text: text.text,
        images: [],
        language: note.language ?? 'en',
      })),
      ...note.images.flatMap((image, at) =>
        image.caption
          ? [
              {
                id: `c${at}`,
                kind: 'caption' as const,
                text: image.caption,
                images: [`i${at + 1}`],
                language: note.language ?? 'en',
              },
            ]
          : [],
      ),
    ],
  });
  return record;
}
