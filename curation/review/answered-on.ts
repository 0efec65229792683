import type { Case } from '../../data/format/case.ts';
import type { Review } from '../../data/format/review.ts';
import type { FormerCase } from '../../data/ports/cases.ts';

/** Tells by an event's id which state of the case its person had before them. */
export type AnsweredOn = (event: string) => Case;

/**
 * A case that was replaced is kept with the number of events its review held at that moment: those were written while
 * it stood, whatever the clocks said. Where that number is not known, times decide. Pure.
 * @param former earlier states in any order
 */
export function answeredOn(record: Case, review: Review, former: readonly FormerCase[]): AnsweredOn {
  const place = new Map(review.events.map(({ id }, at) => [id, at]));
  // A case that was lost and made anew counts its revisions from one again; its review only grows.
  const states = [...former].sort(
    (left, right) =>
      (left.events !== null && right.events !== null ? left.events - right.events : 0) ||
      left.record.rev - right.record.rev,
  );
  const ends = states.map(({ events }, at) => {
    if (events !== null) return events;
    const since = (states[at + 1]?.record ?? record).source.retrievedAt;
    const later = review.events.findIndex((event) => event.at >= since);
    return later < 0 ? review.events.length : later;
  });
  return (event) => {
    const at = place.get(event) ?? review.events.length;
    const state = states.find((_, index) => at < (ends[index] ?? 0));
    return state?.record ?? record;
  };
}
