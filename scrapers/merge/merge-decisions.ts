import { isDeepStrictEqual } from 'node:util';
import type { FieldSet } from '../../data/fields/field-set.ts';
import { cellOfDecision, valueOfCell } from '../../data/fields/value.ts';
import type { Case, CaseImage } from '../../data/format/case.ts';
import { exactDay } from '../../data/format/day.ts';
import { newestDecision } from '../../data/format/decisions.ts';
import type { Decision, ReviewEventInput } from '../../data/format/review.ts';
import { eventId, freshEventId } from './event-id.ts';
import type { HeldCells } from './held-cells.ts';
import { originOf } from './image-facts.ts';

/** A cell whose value a newer table states otherwise. */
export interface CellChange {
  /** Null where it is the patient's. */
  readonly image: CaseImage | null;
  readonly field: string;
  readonly before: string;
  readonly now: string;
}

export interface MergedDecisions {
  readonly events: ReviewEventInput[];
  readonly changes: CellChange[];
  readonly kept: (CellChange & { readonly by: string })[];
}

export interface Merging {
  /** The case as it is stored; null when it is new. */
  readonly held: Case | null;
  /** What the table states, without what is stored. */
  readonly fresh: Case;
  /** The case as it will be. */
  readonly merged: Case;
  /** Decisions that the table alone would give, their images named as in the merged case. */
  readonly decisions: readonly Decision[];
  readonly cells: HeldCells;
  /** Columns that the table does not have: of them it says nothing. */
  readonly lacks: ReadonlySet<string>;
  /** Ids of events that the review has already. */
  readonly known: ReadonlySet<string>;
  readonly by: string;
  readonly at: string;
  readonly fields: FieldSet;
}

/** Facts of the source that a person may overrule as well; an import writes them into the case. */
const facts = ['location', 'date', 'license'] as const;

/** What the case itself says where nobody decided. */
function statedCell(field: string, record: Case | null, image: CaseImage | undefined): string {
  if (!record || !image) return '';
  if (field === 'location') return record.patients.find(({ id }) => id === image.patient)?.location ?? '';
  if (field === 'date') return image.date ?? '';
  return field === 'license' ? (originOf(record, image).licence.stated ?? '') : '';
}

interface Cell {
  readonly image: CaseImage;
  /** Whether the table brings this row. */
  readonly brought: boolean;
  readonly isNew: boolean;
  /** The cell now stored, and the one it would be with the new case and no new event. */
  readonly before: string;
  readonly have: string;
  readonly want: string;
  readonly source: Decision | null;
  readonly person: string | null;
  /** Whether what holds was decided for the patient. */
  readonly isPatients: boolean;
  /** A person gave the image to another patient. */
  readonly moved: boolean;
}

/**
 * Decisions of a newer table over those of a review: a cell that an earlier import decided follows the table, a cell
 * that a person decided stays and is named, a row that the table does not bring keeps what it has. Pure.
 */
export function mergeDecisions(merging: Merging): MergedDecisions {
  const { held, fresh, merged, decisions, cells, lacks, known, by, at, fields } = merging;
  const result: MergedDecisions = { events: [], changes: [], kept: [] };
  const heldByFile = new Map(held?.images.map((image) => [image.file, image]));
  const freshByFile = new Map(fresh.images.map((image) => [image.file, image]));
  const used = new Set(known);

  const cellsOf = (name: string): Cell[] => {
    const field = fields.named(name);
    const text = (decision: Decision | null, stated: string) =>
      decision ? cellOfDecision(field, decision) : stated;
    return merged.images.map((image) => {
      const own = freshByFile.get(image.file);
      const given = cells.assigned.get(image.id);
      const target = { patient: given?.patient ?? image.patient, image: image.id };
      const holds = cells.decisionOf(name, target);
      const source = own
        ? newestDecision(decisions, name, { patient: image.patient, image: image.id })
        : null;
      const have = text(holds, statedCell(name, merged, image));
      const moved = target.patient !== image.patient;
      return {
        image,
        brought: own !== undefined,
        isNew: !heldByFile.has(image.file),
        before: text(holds, statedCell(name, held, heldByFile.get(image.file))),
        have,
        want: own ? text(source, statedCell(name, fresh, own)) : have,
        source,
        moved,
        isPatients: holds !== null && holds.target.image === null,
        // What the patient has belongs to whom a person gave the image to.
        person:
          cells.personOf(name, target) ??
          (given && moved && holds?.target.image !== image.id && source?.target.image !== image.id
            ? given.by
            : null),
      };
    });
  };

  const emit = (name: string, image: CaseImage | null, cell: string, source: Decision | null): void => {
    const field = fields.named(name);
    const patient = image?.patient ?? source?.target.patient ?? fresh.patients[0]?.id ?? null;
    const target = { patient, image: image?.id ?? null };
    const isAsGiven =
      source !== null && source.target.image === target.image && cellOfDecision(field, source) === cell;
    const { value, stated } = isAsGiven ? source : valueOfCell(field, cell);
    const wanted = isAsGiven ? source.id : eventId(by, merged.id, name, target.patient, target.image, cell);
    const id = freshEventId(wanted, used);
    used.add(id);
    const row = image?.imported ?? freshByFile.values().next().value?.imported;
    const day = isAsGiven ? source.day : undefined;
    result.events.push({
      id,
      at,
      by,
      layer: 'shared',
      kind: 'decide',
      target,
      field: name,
      value,
      ...(stated === undefined ? {} : { stated }),
      ...(day ? { day } : field.kind === 'day' && typeof value === 'number' ? { day: exactDay(value) } : {}),
      ...(isAsGiven && source.reason !== undefined ? { reason: source.reason } : {}),
      basis: source?.basis ?? { kind: 'import', table: row?.table ?? by, row: row?.row ?? 1 },
    });
  };

  const names = new Set<string>([
    ...decisions.map(({ field }) => field),
    ...cells.decisions.flatMap(({ field, basis }) => (basis.kind === 'import' ? [field] : [])),
    ...facts,
  ]);
  for (const name of names) {
    // What the collection does not ask any more is left as it was decided.
    if (lacks.has(name) || !fields.find(name)) continue;
    const all = cellsOf(name);
    const stale: Cell[] = [];
    for (const cell of all) {
      const { image, brought, person, want, have, before } = cell;
      if (!brought) continue;
      if (person === null) {
        if (want !== have) stale.push(cell);
        if (want !== before && !cell.isNew) result.changes.push({ image, field: name, before, now: want });
        continue;
      }
      if (want === have) continue;
      // A blank that a person filled is no contradiction, unless a table once said something there.
      const target = { patient: image.patient, image: image.id };
      const was = cells.importedBefore(name, target);
      if (want === '' && was === null) continue;
      const kept = {
        image: cell.isPatients ? null : image,
        field: name,
        before: have,
        now: want,
        by: person,
      };
      if (kept.image === null && result.kept.some((one) => isDeepStrictEqual(one, kept))) continue;
      result.kept.push(kept);
    }
    if (stale.length === 0) continue;
    const patient = fresh.patients[0]?.id ?? null;
    const ofTable = newestDecision(decisions, name, { patient, image: null });
    const ofReview = cells.decisionOf(name, { patient, image: null });
    const field = fields.named(name);
    const level = ofTable ? cellOfDecision(field, ofTable) : '';
    const isOpen =
      (ofTable !== null || ofReview !== null) &&
      (ofReview === null || cellOfDecision(field, ofReview) !== level) &&
      cells.personOf(name, { patient, image: null }) === null &&
      all.every((cell) => cell.person === null && !cell.moved && (cell.brought || cell.have === level));
    if (isOpen) {
      emit(name, null, level, ofTable);
      for (const cell of all) if (cell.want !== level) emit(name, cell.image, cell.want, cell.source);
      continue;
    }
    for (const cell of stale) emit(name, cell.image, cell.want, cell.source);
  }
  return result;
}
