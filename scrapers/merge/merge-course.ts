import { isByImport, standingEvents } from '../../data/format/decisions.ts';
import type { Review, ReviewEvent, ReviewEventInput } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { freshEventId } from './event-id.ts';

export interface MergedCourse {
  readonly events: ReviewEventInput[];
  readonly changes: { readonly field: string; readonly before: string; readonly now: string }[];
  readonly kept: {
    readonly field: string;
    readonly before: string;
    readonly now: string;
    readonly by: string;
  }[];
}

type OnTimeline = Extract<ReviewEvent, { kind: 'event' }>;

/** What two readings of one course agree on when they speak of the same: its kind; a value also by its day. */
const slotOf = ({ patient, type, day, measurement }: TimelineEvent): string =>
  measurement
    ? `${patient} ${measurement.quantity} ${day.anchor} ${day.from} ${day.to}`
    : `${patient} ${type}`;

const inWords = ({ day, measurement }: TimelineEvent): string => {
  const on = day.from === day.to ? `day ${day.from}` : `days ${day.from} to ${day.to}`;
  return measurement ? `${measurement.stated} on ${on}` : on;
};

const fieldOf = ({ type, measurement }: TimelineEvent): string => measurement?.quantity ?? type;

/**
 * The events of a course that a newer table gives, over those on the timeline: an event of an earlier import gives way, one
 * that a person entered, changed or took away stays as the person left it. Pure.
 * @param whole whether the table brings every row of the patient; else nothing that it does not speak of goes
 */
export function mergeCourse(
  review: Review,
  fresh: readonly OnTimeline[],
  { whole, by, at }: { whole: boolean; by: string; at: string },
): MergedCourse {
  const result: MergedCourse = { events: [], changes: [], kept: [] };
  const shared = review.events.filter(({ layer }) => layer === 'shared');
  const standing = standingEvents(shared);
  const used = new Set(review.events.map(({ id }) => id));
  const timeline = new Map<string, OnTimeline>();
  /** Timeline event -> the person who acted on it last. */
  const person = new Map<string, string>();
  for (const event of standing) {
    const id = event.kind === 'event' ? event.event.id : event.kind === 'event-removed' ? event.event : null;
    if (id === null) continue;
    if (event.kind === 'event') timeline.set(id, event);
    else timeline.delete(id);
    if (!isByImport(event)) person.set(id, event.by);
  }
  const written = new Map(
    shared.flatMap((event) => (event.kind === 'event' ? [[event.id, event] as const] : [])),
  );
  for (const event of shared) {
    if (event.kind !== 'undo' || isByImport(event)) continue;
    const undone = written.get(event.of);
    if (undone && !standing.includes(undone)) person.set(undone.event.id, event.by);
  }
  const add = (event: OnTimeline): void => {
    const id = freshEventId(event.id, used);
    used.add(id);
    result.events.push({ ...event, id });
  };
  const stays = new Set<string>();
  const slots = new Map([...timeline.values()].map((event) => [slotOf(event.event), event]));
  for (const event of fresh) {
    const { id } = event.event;
    stays.add(id);
    const own = timeline.get(id);
    const before = slots.get(slotOf(event.event));
    const holder = person.get(id) ?? (before ? person.get(before.event.id) : undefined);
    const now = inWords(event.event);
    if (own && holder === undefined) continue;
    const field = fieldOf(event.event);
    const was = before ? inWords(before.event) : '';
    if (holder !== undefined) {
      if (was !== now) result.kept.push({ field, before: was, now, by: holder });
      if (before) stays.add(before.event.id);
      continue;
    }
    add(event);
    result.changes.push({ field, before: was, now });
  }
  const renewed = new Set(fresh.map(({ event }) => slotOf(event)));
  for (const [id, event] of timeline) {
    if (stays.has(id) || person.has(id) || !isByImport(event)) continue;
    const isRenewed = renewed.has(slotOf(event.event));
    if (!whole && !isRenewed) continue;
    const gone = freshEventId(`gone-${id}`.slice(0, 200), used);
    used.add(gone);
    result.events.push({ id: gone, at, by, layer: 'shared', kind: 'event-removed', event: id });
    if (!isRenewed)
      result.changes.push({ field: fieldOf(event.event), before: inWords(event.event), now: '' });
  }
  return result;
}
