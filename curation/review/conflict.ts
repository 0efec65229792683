import type { Field } from '../../data/fields/field.ts';
import type { Day } from '../../data/format/day.ts';
import type { Value } from '../../data/format/review.ts';
import type { Cell } from './cells.ts';

/** A field in the panel of a conflict. */
export interface ConflictRow {
  readonly key: string;
  readonly label: string;
  readonly before: string;
  readonly theirs: string;
  /** Empty when the save was not about this field. */
  readonly yours: string;
  readonly mine: boolean;
  /** Others changed it since the page was loaded. */
  readonly changed: boolean;
  readonly by: string;
}

interface Seen {
  readonly cells: ReadonlyMap<string, Cell>;
}

type Wording = (field: Field, value: Value, day: Day | null | undefined) => string;

const wordsOf = (cell: Cell | undefined, wording: Wording): string =>
  cell?.decision ? wording(cell.field, cell.decision.value, cell.decision.day) : 'open';

/**
 * Which fields differ between what a page showed and what holds now, with what its save wanted. `before` null:
 * nobody knows what the page showed, so only the field of the save is listed. Pure.
 */
export function conflictRows(
  before: Seen | null,
  now: Seen,
  mine: { readonly key: string; readonly text: string } | null,
  wording: Wording,
): ConflictRow[] {
  const rows: ConflictRow[] = [];
  for (const [key, cell] of now.cells) {
    const old = before?.cells.get(key);
    const changed = before !== null && (old?.decision?.id ?? null) !== (cell.decision?.id ?? null);
    const isMine = mine?.key === key;
    if (!changed && !isMine) continue;
    rows.push({
      key,
      label: cell.field.label,
      before: before === null ? 'not known' : wordsOf(old, wording),
      theirs: wordsOf(cell, wording),
      yours: isMine ? mine.text : '',
      mine: isMine,
      changed,
      by: cell.decision?.by ?? '',
    });
  }
  return rows;
}
