import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { cellOfValue } from '../../data/fields/value.ts';
import type { Case } from '../../data/format/case.ts';
import type { Value } from '../../data/format/review.ts';
import type { Suggestion } from './suggestion.ts';

/** One line of `suggest --json`. */
export interface SuggestionLine {
  readonly case: string;
  readonly patient: string | null;
  /** File name, as in the CSV. */
  readonly image: string | null;
  /** CSV column. */
  readonly field: string;
  /** As the CSV writes it; numbers stay numbers. */
  readonly value: Value;
  readonly day: {
    readonly from: number | null;
    readonly to: number | null;
    readonly anchor: string;
    readonly certainty: string;
  } | null;
  readonly quote: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly confidence: number;
}

/** A suggested value as the reference CSV writes it: `Y`, `M`, `38.6`, `AP Supine`. */
export function cellOfSuggestion(
  suggestion: Pick<Suggestion, 'field' | 'value'>,
  fields: FieldSet = builtIn,
): Value {
  const field = fields.find(suggestion.field);
  if (!field || suggestion.value === null || typeof suggestion.value === 'number') return suggestion.value;
  return cellOfValue(field, suggestion.value);
}

/** The object that `suggest --json` prints for a suggestion. */
export function suggestionLine(
  suggestion: Suggestion,
  record: Case,
  fields: FieldSet = builtIn,
): SuggestionLine {
  const { day, quote } = suggestion;
  return {
    case: suggestion.case,
    patient: suggestion.patient,
    image: record.images.find(({ id }) => id === suggestion.image)?.file ?? suggestion.image,
    field: suggestion.field,
    value: cellOfSuggestion(suggestion, fields),
    day: day && { from: day.from, to: day.to, anchor: day.anchor, certainty: day.certainty },
    quote: quote.words,
    text: quote.text,
    start: quote.start,
    end: quote.end,
    rule: suggestion.rule,
    confidence: suggestion.confidence,
  };
}
