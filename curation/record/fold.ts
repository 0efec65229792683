import type { Case } from '../../data/format/case.ts';
import type { Decision, Review, ReviewEvent } from '../../data/format/review.ts';
import type { TimelineEvent } from '../../data/format/timeline.ts';

/** The state of a review after all its standing events: what the pages show and the exports read. */
export interface ReviewState {
  readonly caseId: string;
  readonly rev: number;
  /** Standing events (not undone), oldest first. */
  readonly standing: readonly ReviewEvent[];
  /** Standing decisions, oldest first: a later one that covers a cell replaces the earlier. */
  readonly decisions: readonly Decision[];
  readonly events: readonly TimelineEvent[];
  /** Image id -> patient id, where a person moved it. */
  readonly assigned: ReadonlyMap<string, string>;
  readonly addedPatients: ReadonlyMap<string, string>;
  readonly excluded: ReadonlyMap<string, string>;
  readonly quality: ReadonlyMap<string, 'good' | 'questionable' | 'poor'>;
  /** One an image: the newest cut of it. */
  readonly cuts: readonly Extract<ReviewEvent, { kind: 'image-cut' }>[];
  readonly status: 'new' | 'in-progress' | 'done' | 'reopened';
}

/** Events that stand: an undo takes one away, an undo of an undo gives it back. */
function standingOf(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  // Most reviews hold no undo, and every reader of a case comes through here.
  if (!events.some(({ kind }) => kind === 'undo')) return events;
  const undone = new Map<string, boolean>();
  const byId = new Map(events.map((event) => [event.id, event]));
  // Newest first: whether an undo itself stands is known before what it undoes is reached.
  for (const event of [...events].reverse()) {
    if (event.kind === 'undo' && !undone.get(event.id) && byId.has(event.of)) undone.set(event.of, true);
  }
  return events.filter((event) => event.kind !== 'undo' && !undone.get(event.id));
}

/** Folds one layer of a review (`shared` unless said otherwise). Pure. */
export function foldReview(review: Review, layer = 'shared'): ReviewState {
  const events = review.events.filter((event) => event.layer === layer);
  const standing = standingOf(events);
  const timeline = new Map<string, TimelineEvent>();
  const assigned = new Map<string, string>();
  const addedPatients = new Map<string, string>();
  const excluded = new Map<string, string>();
  const quality = new Map<string, 'good' | 'questionable' | 'poor'>();
  const cuts = new Map<string, Extract<ReviewEvent, { kind: 'image-cut' }>>();
  const decisions: Decision[] = [];
  let status: ReviewState['status'] = standing.length > 0 ? 'in-progress' : 'new';
  for (const event of standing) {
    if (event.kind === 'decide') decisions.push(event);
    else if (event.kind === 'event') timeline.set(event.event.id, event.event);
    else if (event.kind === 'event-removed') timeline.delete(event.event);
    else if (event.kind === 'image-assigned') assigned.set(event.image, event.patient);
    else if (event.kind === 'patient-added') addedPatients.set(event.patient, event.label);
    else if (event.kind === 'image-excluded') excluded.set(event.image, event.reason);
    else if (event.kind === 'image-quality') quality.set(event.image, event.quality);
    else if (event.kind === 'image-cut') {
      cuts.set(event.image, event);
      // Drawn again, it is taken in again.
      excluded.delete(event.image);
    } else if (event.kind === 'status') status = event.status;
  }
  return {
    caseId: review.case,
    rev: review.rev,
    standing,
    decisions,
    events: [...timeline.values()],
    assigned,
    addedPatients,
    excluded,
    quality,
    cuts: [...cuts.values()],
    status,
  };
}

/** The patient an image belongs to after reassignments; null when nobody knows. */
export function patientOf(record: Case, state: ReviewState, imageId: string): string | null {
  const moved = state.assigned.get(imageId);
  if (moved) return moved;
  const own = record.images.find((image) => image.id === imageId);
  if (own) return own.patient;
  const cut = state.cuts.find((event) => event.image === imageId);
  return cut ? patientOf(record, state, cut.parent) : null;
}

/** The newest decision on one field by what it covers, each with its place in the list: a later one wins. */
interface Newest {
  readonly byImage: Map<string, number>;
  readonly byPatient: Map<string, number>;
  /** On the whole case. */
  general: number;
}

const newestOf = new WeakMap<ReviewState, Map<string, Newest>>();

/** Decisions of a folded state by field; sorted once a state, so that a cell costs the same in a case of any size. */
function newestByField(state: ReviewState): ReadonlyMap<string, Newest> {
  const held = newestOf.get(state);
  if (held) return held;
  const byField = new Map<string, Newest>();
  state.decisions.forEach(({ field, target }, at) => {
    let newest = byField.get(field);
    if (!newest) {
      newest = { byImage: new Map(), byPatient: new Map(), general: -1 };
      byField.set(field, newest);
    }
    if (target.image !== null) newest.byImage.set(target.image, at);
    else if (target.patient !== null) newest.byPatient.set(target.patient, at);
    else newest.general = at;
  });
  newestOf.set(state, byField);
  return byField;
}

/**
 * The decision that holds for a cell: the newest that covers it. A decision on an image covers that image;
 * one on a patient covers the patient and all of the patient's images; one on the case covers everything.
 * Pass `image: null` to ask for the patient's own answer (image decisions then do not count).
 */
export function decisionFor(
  state: ReviewState,
  field: string,
  cell: { patient: string | null; image: string | null },
): Decision | null {
  const newest = newestByField(state).get(field);
  if (!newest) return null;
  const ofImage = cell.image === null ? -1 : (newest.byImage.get(cell.image) ?? -1);
  const ofPatient = cell.patient === null ? -1 : (newest.byPatient.get(cell.patient) ?? -1);
  return state.decisions[Math.max(ofImage, ofPatient, newest.general)] ?? null;
}
