import type { Field } from '../../../data/fields/field.ts';
import { builtIn, type FieldSet } from '../../../data/fields/field-set.ts';
import { cellOfValue } from '../../../data/fields/value.ts';
import type { Case } from '../../../data/format/case.ts';
import type { Decision, Review, Value } from '../../../data/format/review.ts';
import { decisionFor, foldReview, type ReviewState } from '../../record/fold.ts';
import { allCells, cellGroups } from '../cells.ts';

/** What several readers, blind to one another, decided for one cell of one case. */
export interface FieldReadings {
  readonly caseId: string;
  readonly key: string;
  readonly field: Field;
  /** Reader -> decision; a reader who left the cell open is absent. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

export interface ReaderState {
  readonly reader: string;
  readonly state: ReviewState;
}

/** The layers of a review that readers of their own wrote, in order of their names. */
export const readersOf = (review: Review): ReaderState[] =>
  [...new Set(review.events.map((event) => event.layer))]
    .filter((layer) => layer.startsWith('reader:'))
    .sort()
    .map((layer) => ({ reader: layer.slice('reader:'.length), state: foldReview(review, layer) }));

/** Cells that at least one reader decided, with what each said. Only readers who are done count. Pure. */
export function readingsOf(
  record: Case,
  review: Review,
  { onlyDone = true, fields = builtIn }: { onlyDone?: boolean; fields?: FieldSet } = {},
): FieldReadings[] {
  const readers = readersOf(review).filter(({ state }) => !onlyDone || state.status === 'done');
  const cells = new Map<string, { field: string; target: Decision['target'] }>();
  for (const { state } of readers) {
    for (const cell of allCells(cellGroups(record, state, [], new Map(), new Set(), fields))) {
      cells.set(cell.key, { field: cell.field.name, target: cell.target });
    }
  }
  return [...cells].flatMap(([key, { field, target }]): FieldReadings[] => {
    const decisions = new Map<string, Decision>();
    for (const { reader, state } of readers) {
      const decision = decisionFor(state, field, target);
      if (decision) decisions.set(reader, decision);
    }
    return decisions.size > 0 ? [{ caseId: record.id, key, field: fields.named(field), decisions }] : [];
  });
}

/** A value as a category: what would stand in the table, so that "not stated" and a blank are one. */
export const categoryOf = (field: Field, value: Value): string => cellOfValue(field, value);

/** A value as a number, for fields that are days or measurements; null for others and for "not known". */
export const numericReading = (field: Field, value: Value): number | null =>
  (field.kind === 'day' || field.kind === 'number') && typeof value === 'number' ? value : null;

/** Whether all readers of a cell say the same, days by their whole interval and anchor. */
export function agreed(reading: FieldReadings): boolean {
  const said = [...reading.decisions.values()].map((decision) =>
    JSON.stringify([
      categoryOf(reading.field, decision.value),
      decision.day ? [decision.day.from, decision.day.to, decision.day.anchor] : null,
    ]),
  );
  return new Set(said).size <= 1;
}
