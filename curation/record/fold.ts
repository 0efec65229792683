import type { Case } from '../../data/format/case.ts';
import { isByImport, newestDecision, standingEvents } from '../../data/format/decisions.ts';
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

/** Folds one layer of a review (`shared` unless said otherwise). Pure. */
export function foldReview(review: Review, layer = 'shared'): ReviewState {
  const events = review.events.filter((event) => event.layer === layer);
  const standing = standingEvents(events);
  const timeline = new Map<string, TimelineEvent>();
  const assigned = new Map<string, string>();
  const addedPatients = new Map<string, string>();
  const excluded = new Map<string, string>();
  const quality = new Map<string, 'good' | 'questionable' | 'poor'>();
  const cuts = new Map<string, Extract<ReviewEvent, { kind: 'image-cut' }>>();
  const decisions: Decision[] = [];
  // What an import brought nobody has looked at yet.
  let status: ReviewState['status'] = standing.some((event) => !isByImport(event)) ? 'in-progress' : 'new';
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
  return newestDecision(state.decisions, field, cell);
}
