import type { Case } from '../../data/format/case.ts';
import type { Value } from '../../data/format/review.ts';
import { type Answer, quantities, type TimelineEvent } from '../../data/format/timeline.ts';
import type { ReviewState } from '../review/fold.ts';
import { buildTimeline, type Timeline } from '../timeline/build.ts';
import { legacyOffset } from '../timeline/legacy.ts';
import type { Derive } from './rows.ts';

/** What follows from the timeline's events, with the events it follows from: the release states both. */
export interface Derived {
  readonly value: Value;
  readonly because: readonly TimelineEvent[];
}

/** Outside RT-PCR the reference has no cell for "unclear": it stays blank. */
const answered = (field: string, answer: Answer): Value =>
  answer === 'not-stated' || (answer === 'unclear' && field !== 'RT_PCR_positive') ? null : answer;

const timelines = new WeakMap<ReviewState, Map<string | null, Timeline>>();

/** The timeline of a patient, built once for a folded review. */
export function timelineOf(record: Case, state: ReviewState, patient: string | null): Timeline {
  const held = timelines.get(state) ?? new Map<string | null, Timeline>();
  timelines.set(state, held);
  const known = held.get(patient) ?? buildTimeline({ case: record, state, patient });
  held.set(patient, known);
  return known;
}

/** Every derived field of an image with its reasons. A measurement of another day is never among them. */
export function derivedOf(
  record: Case,
  state: ReviewState,
  patient: string | null,
  image: string,
): Record<string, Derived> {
  // Nothing follows from no events; most rows of an imported table have none.
  if (state.events.length === 0) return {};
  const timeline = timelineOf(record, state, patient);
  const result: Record<string, Derived> = {};
  const add = (field: string, value: Value, because: readonly TimelineEvent[]) => {
    if (value !== null) result[field] = { value, because };
  };
  for (const [field, { answer, because }] of Object.entries(timeline.answers))
    add(field, answered(field, answer), because);
  const own = timeline.derivedPerImage.find((candidate) => candidate.image === image);
  if (own) {
    add('in_icu', answered('in_icu', own.in_icu.answer), own.in_icu.because);
    const tube = own.intubation_present;
    add('intubation_present', answered('intubation_present', tube.answer), tube.because);
    for (const [quantity, event] of Object.entries(own.measurements)) {
      const { column } = quantities[quantity as keyof typeof quantities];
      if (column && event?.measurement) add(column, event.measurement.value, [event]);
    }
  }
  const placed = timeline.images.find((candidate) => candidate.image === image);
  const day = placed?.day ?? placed?.stated;
  if (day && !placed?.decision) add('offset', legacyOffset(day), []);
  return result;
}

const nothing: Readonly<Record<string, Value>> = {};

/** The values alone, as `rowsOfCase` takes them. */
export const deriveFromTimeline: Derive = (record, state, patient, image) =>
  state.events.length === 0
    ? nothing
    : Object.fromEntries(
        Object.entries(derivedOf(record, state, patient, image)).map(([field, { value }]) => [field, value]),
      );
