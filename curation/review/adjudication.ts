import type { Case } from '../../data/format/case.ts';
import type { Decision, Review } from '../../data/format/review.ts';
import { decisionFor, foldReview, type ReviewState } from '../record/fold.ts';
import { agreed, type FieldReadings, readersOf, readingsOf } from './agreement/readings.ts';

/** What two blind readings of a case leave to a third person. */
export interface Adjudication {
  readonly readers: readonly string[];
  /** Cells on which all readers who decided agree: taken over without asking. */
  readonly agreed: readonly FieldReadings[];
  /** Cells to decide. */
  readonly differing: readonly FieldReadings[];
  /** Cells of `differing` that the shared layer has decided since. */
  readonly settled: ReadonlySet<string>;
  readonly ready: boolean;
}

const targetOf = (reading: FieldReadings): { patient: string | null; image: string | null } => {
  const [patient = '', image = ''] = reading.key.split('|');
  return { patient: patient || null, image: image || null };
};

/** Compares the finished blind readings of a case. A cell only one reader decided differs. Pure. */
export function adjudicationOf(record: Case, review: Review): Adjudication {
  const done = readersOf(review).filter(({ state }) => state.status === 'done');
  const readings = readingsOf(record, review);
  const shared = foldReview(review);
  const isAgreed = (reading: FieldReadings) => reading.decisions.size === done.length && agreed(reading);
  const differing = readings.filter((reading) => !isAgreed(reading));
  return {
    readers: done.map(({ reader }) => reader),
    agreed: readings.filter(isAgreed),
    differing,
    settled: new Set(differing.filter((reading) => isSettled(shared, reading)).map(({ key }) => key)),
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

/** A reader's decision as the shared layer takes it over, keeping its quote. */
export function takenOver(reading: FieldReadings, decision: Decision, reason: string): TakenDecision {
  return {
    kind: 'decide',
    target: targetOf(reading),
    field: reading.field.name,
    value: decision.value,
    basis: decision.basis,
    ...(decision.day ? { day: decision.day } : {}),
    reason,
  };
}

/** The agreed decisions that the shared layer does not hold yet: pre-merged in one action. */
export function agreedDecisions(record: Case, review: Review): TakenDecision[] {
  const shared = foldReview(review);
  const { agreed: readings, readers } = adjudicationOf(record, review);
  return readings.flatMap((reading) => {
    const decision = reading.decisions.values().next().value;
    if (!decision || isSettled(shared, reading)) return [];
    return [takenOver(reading, decision, `agreed by ${readers.join(' and ')}`)];
  });
}

/** Events of the readers' timelines that all readers have alike, by type and day: taken over as they are. */
export function agreedEvents(review: Review): { kind: 'event'; event: ReviewState['events'][number] }[] {
  const done = readersOf(review).filter(({ state }) => state.status === 'done');
  const [first, ...others] = done;
  if (!first || others.length === 0) return [];
  const held = new Set(foldReview(review).events.map((event) => event.id));
  const like = (event: ReviewState['events'][number]) =>
    JSON.stringify([
      event.patient,
      event.type,
      event.day.from,
      event.day.to,
      event.day.anchor,
      event.answer,
      event.measurement,
    ]);
  const elsewhere = others.map(({ state }) => new Set(state.events.map(like)));
  return first.state.events
    .filter((event) => !held.has(event.id) && elsewhere.every((set) => set.has(like(event))))
    .map((event) => ({ kind: 'event', event }));
}
