import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Value } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { legacyOffset } from '../record/day-input.ts';
import type { ReviewState } from '../record/fold.ts';
import { type Derive, type RowOfImage, rowsOfCase } from '../record/rows.ts';
import { buildTimeline, type Timeline } from './build.ts';

/** What follows from the timeline's events, with the events it follows from: the release states both. */
export interface Derived {
  readonly value: Value;
  readonly because: readonly TimelineEvent[];
}

const timelines = new WeakMap<ReviewState, WeakMap<FieldSet, Map<string | null, Timeline>>>();

/** The timeline of a patient, built once for a folded review. */
export function timelineOf(
  record: Case,
  state: ReviewState,
  patient: string | null,
  fields: FieldSet = builtIn,
): Timeline {
  const bySet = timelines.get(state) ?? new WeakMap<FieldSet, Map<string | null, Timeline>>();
  timelines.set(state, bySet);
  const held = bySet.get(fields) ?? new Map<string | null, Timeline>();
  bySet.set(fields, held);
  const known = held.get(patient) ?? buildTimeline({ case: record, state, patient, fields });
  held.set(patient, known);
  return known;
}

const nothing: ReadonlyMap<string, Derived> = new Map();

/**
 * Every field of an image's row that follows from the timeline, with its reasons. An answer that is not stated or
 * unclear leaves the cell blank, but where the field has a cell for it. A measurement of another day is never among
 * them. Pure.
 */
export function derivedOf(
  record: Case,
  state: ReviewState,
  patient: string | null,
  image: string,
  fields: FieldSet = builtIn,
): ReadonlyMap<string, Derived> {
  // Nothing follows from no events; most rows of an imported table have none.
  if (state.events.length === 0) return nothing;
  const timeline = timelineOf(record, state, patient, fields);
  const own = timeline.derivedPerImage.find((candidate) => candidate.image === image);
  const placed = timeline.images.find((candidate) => candidate.image === image);
  const day = placed?.decision ? null : (placed?.day ?? placed?.stated ?? null);
  const result = new Map<string, Derived>();
  for (const { name, dayOfImage, state: asked, quantity, mayBeUnclear } of fields.shown) {
    const followed = timeline.answers.get(name) ?? (asked && own?.states[asked]);
    if (followed && (followed.answer !== 'unclear' || mayBeUnclear) && followed.answer !== 'not-stated')
      result.set(name, { value: followed.answer, because: followed.because });
    const event = quantity && own?.measurements[quantity];
    if (event?.measurement) result.set(name, { value: event.measurement.value, because: [event] });
    if (dayOfImage && day) result.set(name, { value: legacyOffset(day), because: [] });
  }
  return result;
}

const none: ReturnType<Derive> = new Map();

/** The values alone, as `rowsOfCase` takes them. */
const deriveFromTimeline: Derive = (record, state, patient, image, fields) =>
  state.events.length === 0
    ? none
    : new Map(
        [...derivedOf(record, state, patient, image, fields)].map(([name, { value }]) => [name, value]),
      );

/** Rows of one case as they go out, with what follows from the timeline. Pure. */
export const rowsToExport = (record: Case, state: ReviewState, fields: FieldSet = builtIn): RowOfImage[] =>
  rowsOfCase(record, state, deriveFromTimeline, fields);
