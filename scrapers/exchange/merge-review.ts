import { builtIn, type FieldSet } from '../../data/fields/field-set.ts';
import { cellOfDecision } from '../../data/fields/value.ts';
import type { Case } from '../../data/format/case.ts';
import type { Decision, Review, ReviewEvent } from '../../data/format/review.ts';
import { type HeldCells, heldCells } from '../merge/held-cells.ts';
import type { KeptDecision } from '../merge/plan.ts';
import { rowOf } from '../merge/record-changes.ts';

/** Cells that a decision covers, as far as the case has them. */
function cellsOf(record: Case | null, cells: HeldCells, { target }: Decision) {
  if (target.image !== null) return [target];
  const images = (record?.images ?? []).map(({ id, patient }) => ({
    patient: cells.assigned.get(id)?.patient ?? patient,
    image: id,
  }));
  return [target, ...images.filter(({ patient }) => target.patient === null || patient === target.patient)];
}

/**
 * Events of another workspace's review that this one lacks. An answer given there without knowing of the one that a person
 * gave here does not override it: it is named and stays out. Whoever saw ours and answered anew has the last word.
 */
export function mergeReview(
  record: Case | null,
  held: Review,
  brought: Review,
  fields: FieldSet = builtIn,
): { events: ReviewEvent[]; kept: KeptDecision[] } {
  const known = new Set(held.events.map(({ id }) => id));
  const seenThere = new Set(brought.events.map(({ id }) => id));
  const cells = heldCells(held);
  const kept: KeptDecision[] = [];
  const names = (image: string | null) => ({
    case: held.case,
    patient: record ? rowOf(record, { file: '' }).patient : held.case,
    image: record?.images.find(({ id }) => id === image)?.file ?? image,
  });
  const isHeld = (event: Decision): boolean => {
    // A field that this collection does not ask is kept as it was decided.
    const field = fields.find(event.field);
    if (!field) return false;
    const now = cellOfDecision(field, event);
    for (const cell of cellsOf(record, cells, event)) {
      const by = cells.personOf(event.field, cell);
      const holds = cells.decisionOf(event.field, cell);
      const before = holds ? cellOfDecision(field, holds) : '';
      if (by === null || before === now || (holds && seenThere.has(holds.id))) continue;
      kept.push({ ...names(cell.image), field: event.field, before, now, by });
      return true;
    }
    return false;
  };
  const timeline = new Map(
    held.events.flatMap((event) => (event.kind === 'event' ? [[event.event.id, event] as const] : [])),
  );
  const events = brought.events.filter((event) => {
    if (known.has(event.id)) return false;
    if (event.kind === 'decide' && event.layer === 'shared') return !isHeld(event);
    const ours = event.kind === 'event' ? timeline.get(event.event.id) : undefined;
    if (event.kind !== 'event' || !ours || seenThere.has(ours.id)) return true;
    const inWords = ({ event: { type, day } }: typeof ours) => `${type}, days ${day.from} to ${day.to}`;
    if (inWords(ours) !== inWords(event))
      kept.push({
        ...names(null),
        field: event.event.type,
        before: inWords(ours),
        now: inWords(event),
        by: ours.by,
      });
    return false;
  });
  return { events, kept };
}
