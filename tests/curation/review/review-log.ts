import { completeCase } from '../../../data/format/read.ts';
import { type Review, type ReviewEventInput, reviewEventSchema } from '../../../data/format/review.ts';
import { draftOf } from '../../helpers/drafts.ts';

/** The small case of the tests with a revision. */
export const caseFor = (id = 'eurorad-1', change: Parameters<typeof draftOf>[1] = {}) =>
  completeCase(draftOf(id, change));

type Loose = { [key: string]: unknown; kind: ReviewEventInput['kind'] };

/** A review from events worded shortly: id, time, person and layer are filled in where they are left out. */
export function reviewOf(...events: Loose[]): Review {
  return {
    case: 'eurorad-1',
    format: 'caseline.review/1',
    rev: events.length,
    events: events.map((event, at) =>
      reviewEventSchema.parse({
        id: `e${at}.0`,
        at: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
        by: 'ana',
        ...event,
      }),
    ),
  };
}

export const decided = (
  field: string,
  value: string | number | null,
  more: Record<string, unknown> = {},
): Loose => ({
  kind: 'decide',
  target: { patient: 'p1', image: null },
  field,
  value,
  basis: { kind: 'person' },
  ...more,
});
