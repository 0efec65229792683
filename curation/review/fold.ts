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
  readonly cuts: readonly Extract<ReviewEvent, { kind: 'image-cut' }>[];
  readonly status: 'new' | 'in-progress' | 'done' | 'reopened';
}

/** Ids of events that stand: an undo takes one away, an undo of an undo gives it back. */
function standingIds(events: readonly ReviewEvent[]): Set<string> {
  const undone = new Map<string, boolean>();
  const byId = new Map(events.map((event) => [event.id, event]));
  // Newest first: whether an undo itself stands is known before what it undoes is reached.
  for (const event of [...events].reverse()) {
    if (event.kind === 'undo' && !undone.get(event.id) && byId.has(event.of)) undone.set(event.of, true);
  }
  return new Set(events.filter((event) => !undone.get(event.id)).map((event) => event.id));
}

/** Folds one layer of a review (`shared` unless said otherwise). Pure. */
export function foldReview(review: Review, layer = 'shared'): ReviewState {
  const events = review.events.filter((event) => event.layer === layer);
  const ids = standingIds(events);
  const standing = events.filter((event) => event.kind !== 'undo' && ids.has(event.id));
  const timeline = new Map<string, TimelineEvent>();
  const assigned = new Map<string, string>();
  const addedPatients = new Map<string, string>();
  const excluded = new Map<string, string>();
  const quality = new Map<string, 'good' | 'questionable' | 'poor'>();
  const cuts: Extract<ReviewEvent, { kind: 'image-cut' }>[] = [];
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
    else if (event.kind === 'image-cut') cuts.push(event);
    else if (event.kind === 'status') status = event.status;
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
    cuts,
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

const fieldsOf = new WeakMap<ReviewState, Map<string, Decision[]>>();

/** Decisions of a folded state by field, oldest first; sorted once a state. */
function decisionsOn(state: ReviewState, field: string): readonly Decision[] {
  let byField = fieldsOf.get(state);
  if (!byField) {
    byField = new Map();
    for (const decision of state.decisions) {
      const held = byField.get(decision.field);
      if (held) held.push(decision);
      else byField.set(decision.field, [decision]);
    }
    fieldsOf.set(state, byField);
  }
  return byField.get(field) ?? [];
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
  const decisions = decisionsOn(state, field);
  for (let at = decisions.length - 1; at >= 0; at -= 1) {
    const decision = decisions[at];
    if (!decision) continue;
    const { patient, image } = decision.target;
    if (image !== null ? image === cell.image : patient === null || patient === cell.patient) return decision;
  }
  return null;
}
