import { cellOfSuggestion } from '../../../curation/suggest/line.ts';
import { CONFIDENT, type Suggestion } from '../../../curation/suggest/suggestion.ts';
import type { Value } from '../../../data/format/review.ts';

/** The suggestion that counts for a cell of an image, or of a patient for `image` null: the surest there is. */
export function surestOf(
  suggestions: readonly Suggestion[],
  field: string,
  image: string | null,
  patient: string | null = 'p1',
): Suggestion | null {
  let found: Suggestion | null = null;
  for (const one of suggestions) {
    const about =
      one.field === field &&
      (one.image === image || one.image === null) &&
      (one.patient === patient || one.patient === null);
    if (about && (found === null || one.confidence > found.confidence)) found = one;
  }
  return found;
}

/** A cell as it is counted on: the CSV's spelling of the surest suggestion, null where none is confident. */
export function cellOf(
  suggestions: readonly Suggestion[],
  field: string,
  image: string | null,
  patient: string | null = 'p1',
): Value {
  const found = surestOf(suggestions, field, image, patient);
  return found && found.confidence >= CONFIDENT ? cellOfSuggestion(found) : null;
}

/** What a cell may say: one value, or any of a list; null where nothing may be said (beside other values: need not be). */
export type Expected = Value | readonly Value[];

/** How a cell stands to what it may say. */
export type Verdict = 'right' | 'wrong' | 'missed' | 'silent';

export function judge(said: Value, expected: Expected): Verdict {
  const allowed = Array.isArray(expected) ? (expected as readonly Value[]) : [expected as Value];
  if (said === null) return allowed.includes(null) ? 'silent' : 'missed';
  const agrees = allowed.some(
    (one) =>
      one !== null &&
      (one === 'any' ||
        (one === 'vague60' && Number(said) >= 45 && Number(said) <= 75) ||
        one === said ||
        (Number.isFinite(Number(one)) &&
          Number.isFinite(Number(said)) &&
          Math.abs(Number(one) - Number(said)) < 0.051)),
  );
  return agrees ? 'right' : 'wrong';
}

/**
 * A short note with what may be said of it, written before the rules that read it. One film a note, "Film on
 * admission." unless another caption stands there.
 */
export interface StatedValue {
  readonly text: string;
  readonly caption?: string;
  readonly expect: Readonly<Record<string, Expected>>;
}
