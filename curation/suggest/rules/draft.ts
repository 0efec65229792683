import type { Day, Quote } from '../../../data/format/day.ts';
import type { Value } from '../../../data/format/review.ts';
import type { Suggestion } from '../suggestion.ts';

/** A suggestion before it knows its case. */
export type Draft = Omit<Suggestion, 'case'>;

const rounded = (confidence: number): number =>
  Math.round(Math.min(0.99, Math.max(0.01, confidence)) * 100) / 100;

export const draft = (
  target: { readonly patient: string | null; readonly image?: string | null },
  field: string,
  value: Value,
  quote: Quote,
  rule: string,
  confidence: number,
  reason: string,
  day: Day | null = null,
): Draft => ({
  patient: target.patient,
  image: target.image ?? null,
  field,
  value,
  day,
  quote,
  rule,
  confidence: rounded(confidence),
  reason,
});
