import type { FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Day, Quote } from '../../data/format/day.ts';
import type { Decision, Review, Target, Value } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import type { FormerCase } from '../../data/ports/cases.ts';
import type { ReviewState } from '../record/fold.ts';
import type { CaseReader } from '../suggest/case-reading.ts';
import type { AnsweredOn } from './answered-on.ts';
import type { Proposal } from './proposals.ts';

/** Why a field waits for a person again. */
export type Because = 'quote gone' | 'new words against' | 'new words for what was left open';

/** What was answered, or what the source says now. */
export interface Said {
  readonly value: Value;
  readonly day: Day | null;
  readonly quote: Quote | null;
  readonly confidence: number | null;
}

/** A field (or an event of the timeline) that the source re-opened. */
export interface Reopened {
  /** The cell's key, or `event:` and the event's id. */
  readonly key: string;
  readonly target: Target;
  /** Null for an event. */
  readonly field: string | null;
  readonly because: Because;
  /** The answer as it stands; value null and no quote where nobody gave one. */
  readonly before: Said;
  /** What the words say now; null when the quote is gone and nothing came in its place. */
  readonly now: Said | null;
  /** For a quote that is gone: the most similar sentence of today. */
  readonly nearest: string | null;
  readonly decision: Decision | null;
  /** What answering with the words of today would take up. */
  readonly proposal: Proposal | null;
  /** The event in question, and the one that is told now. */
  readonly event: TimelineEvent | null;
  readonly told: TimelineEvent | null;
  /** The case as it stood when the field was answered. */
  readonly was: Case;
}

/** A case, what it was, and what people said of it in one layer of the review. */
export interface Changed {
  readonly record: Case;
  readonly review: Review;
  readonly state: ReviewState;
  /** Earlier states that are kept, in any order; none when the source never changed since somebody answered. */
  readonly former: readonly FormerCase[];
  readonly read: CaseReader;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet;
}

/** What the parts of this question share. */
export interface ReopenedCase extends Changed {
  readonly answeredOn: AnsweredOn;
  /** The event that called the case done; null while it is not. */
  readonly doneBy: string | null;
}
