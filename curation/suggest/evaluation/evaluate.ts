import type { MetadataRow } from '../../../data/fields/columns.ts';
import type { Field } from '../../../data/fields/field.ts';
import { builtIn } from '../../../data/fields/field-set.ts';
import type { Case } from '../../../data/format/case.ts';
import { cellOfSuggestion } from '../line.ts';
import { suggest } from '../suggest.ts';
import { CONFIDENT, type Suggestion } from '../suggestion.ts';
import { statesField } from './stated.ts';

/** Suggestions against a curated table, cell by cell. */

/** A row of the curated table and the image it is of. */
export interface CuratedRow {
  readonly case: string;
  readonly image: string;
  readonly row: number;
  readonly cells: Readonly<Partial<MetadataRow>>;
}

export interface FieldScore {
  /** Confident suggestions, one a cell. */
  suggested: number;
  right: number;
  wrong: number;
  /** Curated cells that the row's own words state and nothing confident was suggested for. */
  missed: number;
  /** Suggestions where the curated cell is blank. */
  unverified: number;
  /** right / (right + wrong); null without any. */
  precision: number | null;
  /** right / (right + wrong + missed); null without any. */
  recall: number | null;
}
export interface OffsetScore extends FieldScore {
  /** Off by one day at most, and its share of right + wrong. */
  withinOne: number;
  precisionWithinOne: number | null;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly suggested: number;
  readonly verified: number;
  readonly right: number;
  readonly meanConfidence: number | null;
  readonly precision: number | null;
}

export interface Disagreement {
  readonly field: string;
  readonly row: number;
  readonly file: string;
  readonly patient: string;
  readonly suggested: string;
  readonly curated: string;
  readonly confidence: number;
  readonly rule: string;
  readonly quote: string;
}

export interface Evaluation {
  readonly rows: number;
  readonly minimum: number;
  readonly fields: Readonly<Record<string, FieldScore | OffsetScore>>;
  readonly calibration: readonly CalibrationBin[];
  readonly errors: readonly Disagreement[];
  /** The right ones. */
  readonly confirmed: readonly Disagreement[];
  /** Confident suggestions on blank curated cells, for judging by hand. */
  readonly unverified: readonly Disagreement[];
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;

/** Whether a suggested cell says what the curated one does; numbers to two decimals. */
export function sameCell({ kind }: Field, suggested: string, curated: string): boolean {
  if (kind !== 'number' && kind !== 'day') return suggested === curated;
  const [left, right] = [Number(suggested), Number(curated)];
  return Number.isFinite(left) && Number.isFinite(right) && Math.abs(left - right) < 0.051;
}

/** The suggestion that counts for a cell: the surest of the image's and its patient's. */
function bestFor(
  suggestions: readonly Suggestion[],
  field: string,
  image: string,
  patient: string | null,
): Suggestion | null {
  let best: Suggestion | null = null;
  for (const one of suggestions) {
    if (one.field !== field) continue;
    if (one.image !== null ? one.image !== image : one.patient !== null && one.patient !== patient) continue;
    if (
      best === null ||
      one.confidence > best.confidence ||
      (one.confidence === best.confidence && one.image !== null && best.image === null)
    )
      best = one;
  }
  return best;
}

const emptyScore = (): OffsetScore => ({
  suggested: 0,
  right: 0,
  wrong: 0,
  missed: 0,
  unverified: 0,
  precision: null,
  recall: null,
  withinOne: 0,
  precisionWithinOne: null,
});

const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.001];

/**
 * Scores suggestions against curated rows. The cases must not hold the curated cells (an imported table keeps
 * them in the review, which is not looked at).
 * @param minimum confidence from which a suggestion counts as made
 */
export function evaluate(
  cases: readonly Case[],
  curated: readonly CuratedRow[],
  minimum = CONFIDENT,
  fields: readonly Field[] = builtIn.decided,
): Evaluation {
  const scores = new Map(fields.map(({ name }) => [name, emptyScore()]));
  const bins = edges
    .slice(1)
    .map((to, at) => ({ from: edges[at] ?? 0, to, suggested: 0, verified: 0, right: 0, sum: 0 }));
  const errors: Disagreement[] = [];
  const confirmed: Disagreement[] = [];
  const unverified: Disagreement[] = [];
  const byCase = new Map(cases.map((record) => [record.id, record]));
  const made = new Map<string, Suggestion[]>();
  for (const { case: id, image: imageId, row, cells } of curated) {
    const record = byCase.get(id);
    const image = record?.images.find((candidate) => candidate.id === imageId);
    if (!record || !image) continue;
    const suggestions = made.get(id) ?? suggest(record);
    made.set(id, suggestions);
    const words = [cells.clinical_notes, cells.other_notes, cells.filename, cells.url].join('\n');
    for (const field of fields) {
      const column = field.name;
      const score = scores.get(column);
      if (!score) continue;
      const truth = (cells[column] ?? '').trim();
      const best = bestFor(suggestions, column, imageId, image.patient);
      const cell = best && String(cellOfSuggestion(best) ?? '');
      const right = cell !== null && truth !== '' && sameCell(field, cell, truth);
      const bin = best && bins.find(({ from, to }) => best.confidence >= from && best.confidence < to);
      if (best && bin) {
        bin.suggested += 1;
        if (truth !== '') {
          bin.verified += 1;
          bin.sum += best.confidence;
          if (right) bin.right += 1;
        }
      }
      if (best === null || cell === null || best.confidence < minimum) {
        // "Unclear" is what curators write where the words do not tell: nothing was there to be read.
        if (truth !== '' && truth !== 'Unclear' && statesField(field, words)) score.missed += 1;
        continue;
      }
      score.suggested += 1;
      const entry: Disagreement = {
        field: column,
        row,
        file: image.file,
        patient: cells.patientid ?? '',
        suggested: cell,
        curated: truth,
        confidence: best.confidence,
        rule: best.rule,
        quote: best.quote.words,
      };
      if (truth === '') {
        score.unverified += 1;
        unverified.push(entry);
      } else if (right) {
        score.right += 1;
        confirmed.push(entry);
      } else {
        score.wrong += 1;
        errors.push(entry);
      }
      if (column === 'offset' && truth !== '' && Math.abs(Number(cell) - Number(truth)) <= 1)
        score.withinOne += 1;
    }
  }
  const byField: Record<string, FieldScore | OffsetScore> = {};
  for (const [column, score] of scores) {
    const { withinOne, precisionWithinOne: _, ...rest } = score;
    const judged = score.right + score.wrong;
    const whole: FieldScore = {
      ...rest,
      precision: share(score.right, judged),
      recall: share(score.right, judged + score.missed),
    };
    byField[column] =
      column === 'offset' ? { ...whole, withinOne, precisionWithinOne: share(withinOne, judged) } : whole;
  }
  const calibration = bins.map(({ sum, ...bin }) => ({
    ...bin,
    to: Math.min(1, bin.to),
    meanConfidence: bin.verified === 0 ? null : Math.round((sum / bin.verified) * 1000) / 1000,
    precision: share(bin.right, bin.verified),
  }));
  return { rows: curated.length, minimum, fields: byField, calibration, errors, confirmed, unverified };
}
