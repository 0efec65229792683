import type { Case } from '../../data/format/case.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { type Conventions, suggest, suggestEvents } from './suggest.ts';
import type { Suggestion } from './suggestion.ts';

/** What the rules read in a case: values for its fields, and the events of its patients. */
export interface CaseReading {
  readonly suggestions: readonly Suggestion[];
  readonly events: readonly TimelineEvent[];
  /** The texts took too long or too much memory, so that nothing was read. */
  readonly gaveUp?: true;
}

/** Reads all texts of a case, on the thread of the caller however long they are. */
export const readCaseTexts = (record: Case, conventions: Conventions | undefined): CaseReading => ({
  suggestions: suggest(record, conventions),
  events: record.patients.flatMap(({ id }) => suggestEvents(record, id, conventions)),
});
