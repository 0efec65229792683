import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import type { CaseStore } from '../../data/ports/cases.ts';
import { foldReview, type ReviewState } from '../record/fold.ts';
import { whenRead } from '../suggest/aside/long-cases.ts';
import { type CaseReader, readAsStated } from '../suggest/case-reading.ts';
import { type Reopened, reopenedFields } from './reopened.ts';

/** Where the earlier states of a case come from, and how its texts are read. */
export interface ChangesSource {
  readonly cases: Pick<CaseStore, 'former'>;
  readonly read?: CaseReader;
  /** What the collection asks; the built-in fields without it. */
  readonly fields?: FieldSet;
}

/** A case's review folded, and what its source re-opened of it; earlier states are read only of a case with answers. */
export async function changesOf(
  { cases, read = readAsStated, fields = builtIn }: ChangesSource,
  record: Case,
  review: Review,
): Promise<{ state: ReviewState; reopened: readonly Reopened[] }> {
  const state = foldReview(review);
  if (state.standing.length === 0) return { state, reopened: [] };
  const former = await cases.former(record.id);
  const reopened = await whenRead(() => reopenedFields({ record, review, state, former, read, fields }));
  return { state, reopened };
}

/** How far a case is, for statistics: one whose source re-opened fields is not done. */
export const statusOf = (
  state: ReviewState,
  reopened: readonly Reopened[],
): ReviewState['status'] | 'drifted' => (reopened.length > 0 ? 'drifted' : state.status);
