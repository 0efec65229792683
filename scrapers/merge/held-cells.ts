import { isByImport, newestDecision, standingEvents } from '../../data/format/decisions.ts';
import type { Decision, Review, ReviewEvent } from '../../data/format/review.ts';
import type { EventType } from '../../data/format/timeline.ts';

/** What a review says of cells as an import has to know it: which decision holds, and whether it is a person's. */

/** Events of the timeline that speak of a field, as a person who enters one has answered it. */
const spokenOf: Readonly<Record<string, readonly EventType[]>> = {
  RT_PCR_positive: ['rt-pcr'],
  survival: ['death', 'discharge'],
  intubated: ['intubation'],
  intubation_present: ['intubation', 'extubation'],
  extubated: ['extubation'],
  went_icu: ['icu-in', 'icu-out'],
  in_icu: ['icu-in', 'icu-out'],
  needed_supplemental_O2: ['oxygen-start', 'oxygen-stop'],
};

/** A cell of one image; the patient is who the image belongs to now. */
export interface CellName {
  readonly patient: string | null;
  readonly image: string | null;
}

export interface HeldCells {
  /** Standing decisions, oldest first. */
  readonly decisions: readonly Decision[];
  /** Image id -> the patient it was given to, and by whom. */
  readonly assigned: ReadonlyMap<string, { readonly patient: string; readonly by: string }>;
  /** The decision that holds for a cell. */
  decisionOf(field: string, cell: CellName): Decision | null;
  /** Who holds a cell: the person whose act decides it now, null where an import does or nobody. */
  personOf(field: string, cell: CellName): string | null;
  /** The newest decision of any import that ever covered the cell, standing or not. */
  importedBefore(field: string, cell: CellName): Decision | null;
}

const isDecision = (event: ReviewEvent): event is Decision => event.kind === 'decide';

/** @param review of the case; only the shared layer counts: blind readers are adjudicated into it */
export function heldCells(review: Review): HeldCells {
  const events = review.events.filter(({ layer }) => layer === 'shared');
  const standing = standingEvents(events);
  const decisions = standing.filter(isDecision);
  const imported = events.filter(isDecision).filter(isByImport);
  const assigned = new Map(
    standing.flatMap((event) =>
      event.kind === 'image-assigned'
        ? [[event.image, { patient: event.patient, by: event.by }] as const]
        : [],
    ),
  );
  // A person who took an import's answer back has decided that it does not hold.
  const stands = new Set(standing.map(({ id }) => id));
  const takenBackBy = new Map(
    events.flatMap((event): [string, string][] =>
      event.kind === 'undo' && !isByImport(event) ? [[event.of, event.by]] : [],
    ),
  );
  const takenBack = imported.filter(({ id }) => !stands.has(id) && takenBackBy.has(id));
  const place = new Map(events.map(({ id }, at) => [id, at]));
  const placeOf = (event: ReviewEvent | null): number => (event ? (place.get(event.id) ?? -1) : -1);
  const decisionOf = (field: string, cell: CellName) => newestDecision(decisions, field, cell);
  return {
    decisions,
    assigned,
    decisionOf,
    personOf(field, cell) {
      const holds = decisionOf(field, cell);
      if (holds && !isByImport(holds)) return holds.by;
      const refused = newestDecision(takenBack, field, cell);
      if (refused && placeOf(refused) > placeOf(holds)) return takenBackBy.get(refused.id) ?? null;
      if (holds) return null;
      const told = standing.find(
        (event) =>
          event.kind === 'event' &&
          !isByImport(event) &&
          event.event.patient === cell.patient &&
          spokenOf[field]?.includes(event.event.type),
      );
      return told?.by ?? null;
    },
    importedBefore: (field, cell) => newestDecision(imported, field, cell),
  };
}
