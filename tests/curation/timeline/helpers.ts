import { foldReview, type ReviewState } from '../../../curation/record/fold.ts';
import type { Case } from '../../../data/format/case.ts';
import type { Anchor, Day } from '../../../data/format/day.ts';
import { emptyReview, type ReviewEventInput, reviewSchema } from '../../../data/format/review.ts';
import type { EventType, TimelineEvent } from '../../../data/format/timeline.ts';
import { caseOf } from '../suggest/helpers.ts';

export const day = (from: number | null, anchor: Anchor = 'admission', to: number | null = from): Day => ({
  from,
  to,
  anchor,
  certainty: from === null && to === null ? 'unknown' : from === to ? 'exact' : 'range',
});

let count = 0;
export function event(
  type: EventType,
  on: Day,
  more: Partial<Omit<TimelineEvent, 'type' | 'day'>> = {},
): TimelineEvent {
  count += 1;
  return {
    id: `e${count}`,
    patient: 'p1',
    type,
    day: on,
    image: null,
    measurement: null,
    answer: 'yes',
    quote: null,
    ...more,
  };
}

/** A review of the case with these events and, for each image, the day decided. */
export function stateOf(
  record: Case,
  events: readonly TimelineEvent[],
  days: Readonly<Record<string, Day>> = {},
  decisions: readonly Partial<Extract<ReviewEventInput, { kind: 'decide' }>>[] = [],
): ReviewState {
  const common = { at: '2026-01-01T00:00:00Z', by: 'tester', layer: 'shared' };
  const list: ReviewEventInput[] = [
    ...events.map((one, at) => ({ ...common, id: `v${at}`, kind: 'event' as const, event: one })),
    ...Object.entries(days).map(([image, on], at) => ({
      ...common,
      id: `d${at}`,
      kind: 'decide' as const,
      target: { patient: 'p1', image },
      field: 'offset',
      value: on.from,
      day: on,
      basis: { kind: 'person' as const, quote: null },
    })),
    ...decisions.map((one, at) => ({
      ...common,
      id: `x${at}`,
      kind: 'decide' as const,
      target: { patient: 'p1', image: null },
      field: 'survival',
      value: null,
      basis: { kind: 'person' as const, quote: null },
      ...one,
    })),
  ];
  return foldReview(reviewSchema.parse({ ...emptyReview(record.id), events: list }));
}

export const threeFilms = (): Case =>
  caseOf({ images: [{ file: 'a.png' }, { file: 'b.png' }, { file: 'c.png' }] });
