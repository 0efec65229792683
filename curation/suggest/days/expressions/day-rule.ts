import type { Duration } from '../../words/numbers.ts';
import type { DayTarget } from './targets.ts';

/** A rule that reads an expression of days, with the examples that are its tests. */

export type DayKind =
  /** "day 7", "hospital day 3": a number of its own. */
  | 'number'
  /** "4 days after admission" (negative for before). */
  | 'from'
  /** "three days later": from the previous dated image or event. */
  | 'later'
  /** "five days earlier", "2 weeks ago": back from the present of the text. */
  | 'earlier'
  /** "4-day history", "for 7 days": from onset to the present of the text. */
  | 'duration'
  /** "on admission", "baseline". */
  | 'same';

/** A rule of this table: the examples are its tests. */
export interface DayRule {
  readonly id: string;
  readonly kind: DayKind;
  /** What a sentence must hold for the pattern to be tried at all. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  /** Null: these words are no such expression after all. */
  readonly read: (
    groups: Readonly<Record<string, string | undefined>>,
    words: string,
    start: number,
    end: number,
  ) => {
    days: Duration;
    target?: DayTarget | null;
    /** The label of the image that is counted from: `1`, `2b`. */
    of?: string;
  } | null;
  readonly examples: readonly (readonly [
    words: string,
    from: number | null,
    to: number | null,
    target: DayTarget | null,
  ])[];
  readonly counterexamples: readonly string[];
}

/** One day. */
export const exact = (days: number): Duration => ({ from: days, to: days, certainty: 'exact' });
