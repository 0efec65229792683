import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Anchor, Day } from '../../data/format/day.ts';
import { isOwnMark, type OwnMark } from '../../data/format/own.ts';
import type { Decision } from '../../data/format/review.ts';
import type { Quantity, StateName, TimelineEvent } from '../../data/format/timeline.ts';
import { decisionFor, patientOf, type ReviewState } from '../record/fold.ts';
import { everyImage } from '../record/images.ts';
import { convertDay, type Distance, distancesOf } from './anchors.ts';
import { answersOf, type DerivedAnswer } from './answers.ts';
import { type Contradiction, findContradictions } from './contradictions.ts';
import { exactly, isExact } from './interval.ts';
import { measuredOn, type StateAnswer, stateOn } from './states.ts';

/**
 * The timeline of one patient: every event and image on one count of days, what follows from them, and what
 * contradicts what. Pure: a case, its folded review and a patient go in, nothing else.
 */

export interface PlacedEvent {
  readonly event: TimelineEvent;
  /** Counted from day 0, or null where no distance leads there. */
  readonly day: Day | null;
}

export interface DatedImage {
  readonly image: string;
  readonly file: string;
  /** As decided or entered; null when nobody has said. */
  readonly stated: Day | null;
  /** Counted from day 0, or null where unknown or no distance leads there. */
  readonly day: Day | null;
  /** Calendar date as the source or a person states it. */
  readonly date: string | null;
  readonly decision: Decision | null;
}

export interface DerivedImage {
  readonly image: string;
  /** By state; those of the collection's own fields among them. */
  readonly states: Readonly<Record<StateName, StateAnswer>> & Readonly<Record<OwnMark, StateAnswer>>;
  /** Measured surely on the day of the image. */
  readonly measurements: Readonly<Partial<Record<Quantity, TimelineEvent>>>;
}

export interface Timeline {
  readonly patient: string | null;
  readonly dayZero: Anchor;
  /** Whether a person said what day 0 is; otherwise most days of this patient count from it. */
  readonly dayZeroDecided: boolean;
  readonly distances: readonly Distance[];
  /** Oldest first, unknown days last. */
  readonly events: readonly PlacedEvent[];
  readonly images: readonly DatedImage[];
  /** By field. */
  readonly answers: ReadonlyMap<string, DerivedAnswer>;
  readonly derivedPerImage: readonly DerivedImage[];
  readonly contradictions: readonly Contradiction[];
}

/** The day a decision states; a bare number counts from the patient's own day 0. */
export function dayOfDecision(decision: Decision | null): Day | null {
  if (decision === null) return null;
  if (decision.day) return decision.day;
  return typeof decision.value === 'number'
    ? { from: decision.value, to: decision.value, anchor: 'unknown', certainty: 'exact' }
    : null;
}

interface Taken {
  readonly image: string;
  readonly file: string;
  readonly stated: Day | null;
  readonly date: string | null;
  readonly decision: Decision | null;
}

function imagesOfPatient(record: Case, state: ReviewState, patient: string | null): Taken[] {
  return everyImage(record, state)
    .filter((image) => !state.excluded.has(image.id) && patientOf(record, state, image.id) === patient)
    .map((image) => {
      const cell = { patient, image: image.id };
      const decision = decisionFor(state, 'offset', cell);
      const entered = state.events.findLast((event) => event.type === 'image' && event.image === image.id);
      const decidedDate = decisionFor(state, 'date', cell)?.value;
      return {
        image: image.id,
        file: image.file,
        stated: dayOfDecision(decision) ?? entered?.day ?? null,
        date: typeof decidedDate === 'string' ? decidedDate : image.date,
        decision,
      };
    });
}

/** The anchor that most known days count from; the order of `anchors` breaks ties, `unknown` comes last. */
function commonAnchor(days: readonly Day[], anchors: readonly Anchor[]): Anchor {
  const counts = anchors.map((anchor) => ({
    anchor,
    count: days.filter((day) => day.anchor === anchor && day.from !== null).length,
  }));
  const named = counts.filter(({ anchor }) => anchor !== 'unknown').sort((a, b) => b.count - a.count);
  return named[0] && named[0].count > 0 ? named[0].anchor : 'unknown';
}

/** The first image's own distance from another anchor, once its day is known there. */
function firstImageDistance(images: readonly Taken[]): Distance[] {
  const placed = images.flatMap(({ stated, file }) =>
    stated && isExact(stated) && stated.anchor !== 'first-image' && stated.anchor !== 'unknown'
      ? [{ stated, file }]
      : [],
  );
  const anchor = placed[0]?.stated.anchor;
  if (anchor === undefined || placed.some(({ stated }) => stated.anchor !== anchor)) return [];
  // Images still without a day might be earlier: only a complete list tells the first.
  if (images.some(({ stated }) => stated === null)) return [];
  const first = placed.reduce((a, b) => ((a.stated.from ?? 0) <= (b.stated.from ?? 0) ? a : b));
  return [
    {
      from: anchor,
      to: 'first-image',
      days: exactly(first.stated.from ?? 0),
      certainty: 'exact',
      because: `${first.file} is the first image`,
      quote: null,
    },
  ];
}

const sortKey = (day: Day | null): number => day?.from ?? day?.to ?? Number.POSITIVE_INFINITY;

/**
 * @param patient id of the patient, or null for images that belong to nobody yet
 * @param events other events than the review's, e.g. suggested ones not yet accepted
 */
export function buildTimeline({
  case: record,
  state,
  patient,
  events = state.events,
  fields = builtIn,
}: {
  case: Case;
  state: ReviewState;
  patient: string | null;
  events?: readonly TimelineEvent[];
  fields?: FieldSet;
}): Timeline {
  const own = events.filter((event) => event.patient === patient && event.type !== 'image');
  const taken = imagesOfPatient(record, state, patient);
  const decided = decisionFor(state, 'day_zero', { patient, image: null })?.value;
  const dayZeroDecided =
    typeof decided === 'string' && (fields.anchors as readonly string[]).includes(decided);
  const days = [...taken.flatMap(({ stated }) => stated ?? []), ...own.map(({ day }) => day)];
  const dayZero = dayZeroDecided ? (decided as Anchor) : commonAnchor(days, fields.anchors);
  const distances = [...distancesOf(own), ...firstImageDistance(taken)];
  /** A day that nobody anchored counts from the patient's day 0 once a person has said what that is. */
  const place = (day: Day | null): Day | null => {
    if (day === null) return null;
    if (day.anchor === 'unknown' && dayZeroDecided) return { ...day, anchor: dayZero };
    return convertDay(day, dayZero, distances);
  };
  const placed = own.map((event) => ({ event, day: place(event.day) }));
  const images = taken.map((image) => ({ ...image, day: place(image.stated) }));
  /** States compare days of one count only: an event that cannot be placed keeps its own anchor. */
  const onDayZero = placed.map(({ event, day }) => (day ? { ...event, day } : event));
  const answers = answersOf(own, fields);
  const ownStates = fields.all.flatMap(({ state: asked }) => (asked && isOwnMark(asked) ? [asked] : []));
  const derivedPerImage = images.map(({ image, day, stated }) => {
    const at = day ?? stated ?? { from: null, to: null, anchor: dayZero, certainty: 'unknown' as const };
    const measured = measuredOn(at, onDayZero);
    return {
      image,
      states: {
        icu: stateOn('icu', at, onDayZero),
        intubated: stateOn('intubated', at, onDayZero),
        oxygen: stateOn('oxygen', at, onDayZero),
        ...Object.fromEntries(ownStates.map((name) => [name, stateOn(name, at, onDayZero)])),
      },
      measurements: Object.fromEntries(
        measured.flatMap((event) => (event.measurement ? [[event.measurement.quantity, event]] : [])),
      ) as DerivedImage['measurements'],
    };
  });
  const sorted = [...placed].sort((a, b) => sortKey(a.day) - sortKey(b.day));
  return {
    patient,
    dayZero,
    dayZeroDecided,
    distances,
    events: sorted,
    images,
    answers,
    derivedPerImage,
    contradictions: findContradictions({
      events: placed,
      images,
      distances,
      state,
      patient,
      answers,
      fields,
    }),
  };
}
