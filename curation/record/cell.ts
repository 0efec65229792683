import type { Field } from '../../data/fields/field.ts';
import { cellOfDecision, cellOfValue } from '../../data/fields/value.ts';
import type { CaseImage } from '../../data/format/case.ts';
import type { Decision, Value } from '../../data/format/review.ts';
import { decisionFor, type ReviewState } from './fold.ts';
import type { ReviewedPatient } from './patients.ts';

/** Where a cell's value comes from; `none` is a blank nobody has looked at. */
export interface CellOfRow {
  readonly text: string;
  readonly from: 'decision' | 'derived' | 'source' | 'none';
  readonly decision?: Decision;
}

/** Values that follow from the timeline, by field name; missing where nothing follows. */
export type DerivedValues = ReadonlyMap<string, Value>;

/**
 * One cell with its origin, in this order: what a person (or an imported table) decided; what follows from the
 * timeline's events; what the source states; blank.
 */
export function cellOfRow(
  field: Field,
  state: ReviewState,
  image: CaseImage,
  patient: ReviewedPatient | null,
  derived: DerivedValues,
): CellOfRow {
  const decision = decisionFor(state, field.name, { patient: patient?.id ?? null, image: image.id });
  if (decision) return { text: cellOfDecision(field, decision), from: 'decision', decision };
  const followed = derived.get(field.name) ?? null;
  if (followed !== null) return { text: cellOfValue(field, followed), from: 'derived' };
  const fact = field.stated?.(patient, image);
  return fact ? { text: cellOfValue(field, fact.value), from: 'source' } : { text: '', from: 'none' };
}
