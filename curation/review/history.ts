import type { Review, ReviewEvent, Target } from '../../data/format/review.ts';
import { foldReview } from '../record/fold.ts';

/** One entry of a history: an event, whether it still stands, and who took it back. */
export interface HistoryEntry {
  readonly event: ReviewEvent;
  readonly stands: boolean;
  readonly undoneBy: string | null;
}

/** Which events: those of one field of one target, or all of the case. */
export interface HistoryFilter {
  readonly field: string;
  readonly target: Target;
}

/** A decision for the whole patient or case is part of the history of each of its images too. */
function concerns(event: ReviewEvent, { field, target }: HistoryFilter): boolean {
  if (
    event.kind !== 'decide' &&
    event.kind !== 'reject' &&
    event.kind !== 'comment' &&
    event.kind !== 'waiver'
  )
    return false;
  if (event.field !== field) return false;
  if (event.target.image !== null) return event.target.image === target.image;
  return event.target.patient === null || event.target.patient === target.patient;
}

/** Everything that happened in a layer, newest first; undo events are told at what they took back. Pure. */
export function historyOf(
  review: Review,
  layer: string,
  filter: HistoryFilter | null = null,
): HistoryEntry[] {
  const events = review.events.filter((event) => event.layer === layer);
  const standing = new Set(foldReview(review, layer).standing.map((event) => event.id));
  const undone = new Map<string, string>();
  for (const event of events) if (event.kind === 'undo') undone.set(event.of, event.by);
  return events
    .filter((event) => event.kind !== 'undo' && (filter === null || concerns(event, filter)))
    .map((event) => {
      const stands = standing.has(event.id);
      return { event, stands, undoneBy: stands ? null : (undone.get(event.id) ?? null) };
    })
    .reverse();
}
