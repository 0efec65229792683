import type { Field } from '../../data/fields/field.ts';
import type { Day } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';
import { type EventType, spanOf, type TimelineEvent } from '../../data/format/timeline.ts';
import type { Cell } from './cells.ts';
import type { Proposal } from './proposals.ts';

/** Kinds of events that bear on a field: those an answer stands for, and those its value follows from. */
export const eventTypesOf = ({ records = {}, state }: Field): readonly EventType[] =>
  state
    ? [spanOf(state).start, spanOf(state).stop]
    : Object.values(records).flatMap((of) => of.map(([type]) => type));

/** What is asked of an event that the timeline has. */
export type HeldEvent = Pick<TimelineEvent, 'patient' | 'type'>;

const isDated = (day: Day | null): day is Day => day !== null && (day.from !== null || day.to !== null);

/**
 * An accepted answer puts what the text tells of its day on the timeline in the same action ("intubated on day
 * 3"), so that the days of the images can be compared with it and undo takes both back. Events the timeline has
 * already are left as they are.
 * @param suggested events read in the texts, of any patient
 * @param held events on the timeline
 */
export function eventsOfAnswer(
  cell: Cell,
  value: Value,
  proposal: Proposal | null,
  suggested: readonly TimelineEvent[],
  held: readonly HeldEvent[],
): { kind: 'event'; event: TimelineEvent }[] {
  const { patient, image } = cell.target;
  if (patient === null || image !== null || typeof value !== 'string') return [];
  const { records = {} } = cell.field;
  const recorded = Object.entries(records).find(([answer]) => answer === value)?.[1] ?? [];
  const isHeld = (type: EventType) => held.some((event) => event.patient === patient && event.type === type);
  return recorded.flatMap(([type, answer], at) => {
    if (isHeld(type)) return [];
    const told = suggested.find(
      (event) =>
        event.patient === patient && event.type === type && event.answer === answer && isDated(event.day),
    );
    if (told) return [{ kind: 'event' as const, event: told }];
    const day = proposal?.day ?? null;
    if (at > 0 || !isDated(day)) return [];
    const event: TimelineEvent = {
      // One such event a patient and type: a later answer replaces the event of the earlier one.
      id: `answer.${patient}.${type}`,
      patient,
      type,
      day,
      image: null,
      measurement: null,
      answer,
      quote: proposal?.quote ?? null,
    };
    return [{ kind: 'event' as const, event }];
  });
}
