import type { Certainty } from '../../../../data/format/day.ts';
import type { Interval } from '../../../timeline/interval.ts';
import type { Sentence } from '../../texts/reading.ts';
import type { StatedDate } from '../expressions/dates.ts';
import type { DayExpression } from '../expressions/expressions.ts';
import type { Evidence } from './anchor-dates.ts';

/** A sentence with the expressions of days and the dates that stand in it. */
export interface ReadSentence {
  readonly sentence: Sentence;
  readonly expressions: readonly DayExpression[];
  readonly dates: readonly StatedDate[];
}

/** How long complaints had lasted when the patient was first seen. */
export interface StatedDuration extends Evidence {
  readonly days: Interval;
  readonly certainty: Certainty;
  readonly sentence: Sentence;
}
