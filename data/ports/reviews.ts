import type { Review, ReviewEventInput } from '../format/review.ts';

export interface ReviewStore {
  /** The review; an empty one of revision 0 when nobody has touched the case. */
  get(caseId: string): Promise<Review>;
  /**
   * Appends events durably (on disk when this resolves). `expect` is the revision the events were based on.
   * @throws Conflict (code `stale-review`) when others were appended meanwhile; nothing is written then.
   */
  append(caseId: string, events: readonly ReviewEventInput[], options?: { expect?: number }): Promise<Review>;
}
