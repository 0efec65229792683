import type { Day, Quote } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';

/**
 * Version of the rules. Raised with every change that may change a suggestion, so that a workspace knows
 * which of its suggestions to compute again; decisions keep the version they were taken from.
 */
export const RULE_SET = 'caseline-rules/7';

/** Suggestions at or above this confidence are counted on: nine in ten and more of them are right. */
export const CONFIDENT = 0.8;

/** What a rule read, with the words it read it in. No quote, no suggestion. */
export interface Suggestion {
  readonly case: string;
  readonly patient: string | null;
  /** Null: for the patient, and so for all of the patient's images. */
  readonly image: string | null;
  /** A field of `data/fields/table.ts`, named as its CSV column, or `patientid`. */
  readonly field: string;
  readonly value: Value;
  /** For `offset`: the whole interval; `value` is its legacy number. */
  readonly day: Day | null;
  readonly quote: Quote;
  readonly rule: string;
  /** How often suggestions of this rule were right on curated rows, 0 to 1. */
  readonly confidence: number;
  /** One line for people. */
  readonly reason: string;
}
