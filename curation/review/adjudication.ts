import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import type { Case } from '../../data/format/case.ts';
import type { Decision, Review, ReviewEvent, Target } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';
import { decisionFor, foldReview, type ReviewState } from '../record/fold.ts';
import { agreed, type FieldReadings, readersOf, readingsOf } from './agreement/readings.ts';

/** What two blind readings of a case leave to a third person. */
export interface Adjudication {
  readonly readers: readonly string[];
  /** Cells on which all readers who decided agree: taken over without asking. */
  readonly agreed: readonly FieldReadings[];
  /** Cells to decide. */
  readonly differing: readonly FieldReadings[];
  /** Cells, of those that differ and those that agree, that the shared layer has decided since. */
  readonly settled: ReadonlySet<string>;
  readonly ready: boolean;
}

const targetOf = (reading: FieldReadings): Target => {
  const [patient = '', image = ''] = reading.key.split('|');
  return { patient: patient || null, image: image || null };
};

const finishedReaders = (review: Review) => readersOf(review).filter(({ state }) => state.status === 'done');

/** Differences that nobody has settled yet. */
export const unsettled = ({ differing, settled }: Adjudication): FieldReadings[] =>
  differing.filter(({ key }) => !settled.has(key));

/** Compares the finished blind readings of a case. A cell only one reader decided differs. Pure. */
export function adjudicationOf(record: Case, review: Review, fields: FieldSet = builtIn): Adjudication {
  const done = finishedReaders(review);
  const readings = readingsOf(record, review, { fields });
  const shared = foldReview(review);
  const isAgreed = (reading: FieldReadings) => reading.decisions.size === done.length && agreed(reading);
  const differing = readings.filter((reading) => !isAgreed(reading));
  return {
    readers: done.map(({ reader }) => reader),
    agreed: readings.filter(isAgreed),
    differing,
    settled: new Set(readings.filter((reading) => isSettled(shared, reading)).map(({ key }) => key)),
    ready: done.length >= 2,
  };
}

const isSettled = (shared: ReviewState, reading: FieldReadings): boolean =>
  decisionFor(shared, reading.field.name, targetOf(reading)) !== null;

/** What the events of a taken-over decision say; who and when are added where they are saved. */
export interface TakenDecision extends Pick<Decision, 'kind' | 'target' | 'field' | 'value' | 'basis'> {
  readonly day?: NonNullable<Decision['day']>;
  readonly reason: string;
}

/** Kept with what is taken over because all readers say it. */
export const agreedReason = (readers: readonly string[]): string => `agreed by ${readers.join(' and ')}`;

/** The agreed decisions that the shared layer does not hold yet, with their quotes: pre-merged in one action. */
export function agreedDecisions(record: Case, review: Review, fields: FieldSet = builtIn): TakenDecision[] {
  const { agreed: readings, readers, settled } = adjudicationOf(record, review, fields);
  return readings.flatMap((reading): TakenDecision[] => {
    const decision = reading.decisions.values().next().value;
    if (!decision || settled.has(reading.key)) return [];
    const { value, basis, day } = decision;
    const target = targetOf(reading);
    const reason = agreedReason(readers);
    return [
      { kind: 'decide', target, field: reading.field.name, value, basis, ...(day ? { day } : {}), reason },
    ];
  });
}

/** What two readers must say alike of an event for it to be one. */
const sayingOf = ({ patient, type, day, answer, measurement }: TimelineEvent): string =>
  JSON.stringify([patient, type, day.from, day.to, day.anchor, answer, measurement]);

/** Events of the readers' timelines that all readers have alike, by type and day: taken over as they are. */
export function agreedEvents(review: Review): { kind: 'event'; event: TimelineEvent }[] {
  const [first, ...others] = finishedReaders(review);
  if (!first || others.length === 0) return [];
  const shared = foldReview(review).events;
  const held = new Set([...shared.map(({ id }) => id), ...shared.map(sayingOf)]);
  const elsewhere = others.map(({ state }) => new Set(state.events.map(sayingOf)));
  return first.state.events
    .filter((event) => !held.has(event.id) && !held.has(sayingOf(event)))
    .filter((event) => elsewhere.every((set) => set.has(sayingOf(event))))
    .map((event) => ({ kind: 'event', event }));
}

/**
 * Events that one reader has and another has otherwise or not at all, each once, and none of a kind that the shared
 * timeline has of the patient: whoever settles takes them up or leaves them.
 */
export function differingEvents(review: Review): TimelineEvent[] {
  const readers = finishedReaders(review);
  if (readers.length < 2) return [];
  const shared = foldReview(review).events;
  const isHeld = (event: TimelineEvent) =>
    shared.some(
      (held) => held.id === event.id || (held.patient === event.patient && held.type === event.type),
    );
  const found = new Map<string, TimelineEvent>();
  for (const { state } of readers)
    for (const event of state.events)
      if (event.type !== 'image' && !isHeld(event)) found.set(sayingOf(event), event);
  const ids = new Set<string>();
  // Readers who moved the same told event both keep its id.
  return [...found.values()].map((event, at) => {
    const id = ids.has(event.id) ? `${event.id.slice(0, 90)}.${at}` : event.id;
    ids.add(id);
    return { ...event, id };
  });
}

type Draft<Kind extends ReviewEvent['kind'], Says extends string> = Pick<
  Extract<ReviewEvent, { kind: Kind }>,
  ('kind' | Says) & keyof Extract<ReviewEvent, { kind: Kind }>
>;
/** What is no answer to a field: which patients there are, whose images are, which are left out and how good they are. */
export type TakenShape =
  | Draft<'patient-added', 'patient' | 'label'>
  | Draft<'image-assigned', 'image' | 'patient'>
  | Draft<'image-excluded', 'image' | 'reason'>
  | Draft<'image-quality', 'image' | 'quality'>;

/** What all readers made of the patients and images of a case, and the shared layer has not: taken over before the answers. */
export function agreedShape(review: Review): TakenShape[] {
  const readers = finishedReaders(review).map(({ state }) => state);
  const shared = foldReview(review);
  if (readers.length < 2) return [];
  /** Of what one folded list of the states says, what is in all of them; `same` where they must also say the same. */
  const inAll = <V>(listOf: (state: ReviewState) => ReadonlyMap<string, V>, same: boolean): [string, V][] =>
    [...listOf(readers[0] ?? shared)].filter(
      ([id, value]) =>
        !listOf(shared).has(id) &&
        readers.every((state) => listOf(state).has(id) && (!same || listOf(state).get(id) === value)),
    );
  return [
    ...inAll((state) => state.addedPatients, false).map(
      ([patient, label]): TakenShape => ({ kind: 'patient-added', patient, label }),
    ),
    ...inAll((state) => state.assigned, true).map(
      ([image, patient]): TakenShape => ({ kind: 'image-assigned', image, patient }),
    ),
    ...inAll((state) => state.excluded, false).map(
      ([image, reason]): TakenShape => ({ kind: 'image-excluded', image, reason }),
    ),
    ...inAll((state) => state.quality, true).map(
      ([image, quality]): TakenShape => ({ kind: 'image-quality', image, quality }),
    ),
  ];
}
