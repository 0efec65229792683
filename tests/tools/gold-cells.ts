import type { Rates } from '../../curation/suggest/confidence/rate.ts';
import { type Conventions, suggest } from '../../curation/suggest/suggest.ts';
import type { Suggestion } from '../../curation/suggest/suggestion.ts';
import { cellOf, type Expected, judge, surestOf, type Verdict } from '../curation/suggest/cell-of.ts';
import { answersOf, caseOfNote, type GoldNote } from './gold.ts';

/** Every cell that a note answers, beside what is suggested for it. */

/** Fields that the notes answer, of the patient and of each image. */
export const patientAsked =
  'age sex RT_PCR_positive survival went_icu intubated extubated needed_supplemental_O2'.split(' ');
export const imageAsked =
  'offset view modality in_icu intubation_present temperature pO2_saturation leukocyte_count neutrophil_count lymphocyte_count'.split(
    ' ',
  );

export interface GoldCell {
  readonly note: string;
  readonly style: string;
  readonly language: string;
  readonly field: string;
  readonly where: string;
  readonly expected: Expected;
  /** What is counted on, as the CSV writes it. */
  readonly said: string | number | null;
  readonly verdict: Verdict;
  /** The surest suggestion, counted on or not. */
  readonly by: Suggestion | null;
  /** Whether that one is right; null where there is none, or nothing to judge it by. */
  readonly right: boolean | null;
}

const asRead: Conventions = { firstHospitalDay: 0 };

export function cellsOfNote(note: GoldNote, rates?: Rates): GoldCell[] {
  const record = caseOfNote(note);
  const suggestions = suggest(record, asRead, rates);
  const cell = (
    field: string,
    expected: Expected,
    image: string | null,
    patient: string | null,
    where: string,
  ): GoldCell => {
    const by = surestOf(suggestions, field, image, patient);
    const said = cellOf(suggestions, field, image, patient);
    const shown = by && cellOf([{ ...by, confidence: 1 }], field, image, patient);
    return {
      note: note.id,
      style: note.style ?? '',
      language: note.language ?? 'en',
      field,
      where,
      expected,
      said,
      verdict: judge(said, expected),
      by,
      right: by === null ? null : judge(shown, expected) === 'right',
    };
  };
  return [
    ...record.patients.flatMap(({ id }) => {
      const answers = answersOf(note, id);
      return patientAsked.map((field) => cell(field, answers[field] ?? null, null, id, id));
    }),
    ...record.images.flatMap((image, at) => {
      const answers = note.images[at]?.expect ?? {};
      return imageAsked.map((field) =>
        cell(field, answers[field] ?? null, image.id, image.patient, image.file),
      );
    }),
  ];
}
