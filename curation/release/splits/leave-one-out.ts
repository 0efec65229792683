/**
 * Leave-one-out by place (country, UN sub-region, continent): the rows of one place are the test set of its fold, the
 * rows of all other places train, except those of a group that reaches into the test set. Rows whose place is
 * not known are in no set, since they might be from the place that is left out; the paper's own splits train on them.
 */

export type SplitSet = 'train' | 'test' | 'out';

export interface PlacedRow {
  readonly filename: string;
  readonly patientid: string;
  readonly group: number;
  /** The fold whose test set the row belongs to; null: the place is not known. */
  readonly fold: string | null;
}

export interface SplitRow extends PlacedRow {
  /** Other folds into whose test set the row's group reaches: there the row is left out of training. */
  readonly alsoIn: readonly string[];
}

/** What becomes of rows whose place is not known. */
export type UnknownPlace = 'train' | 'out';

/** Adds to each row where else its group stands. Pure. */
export function leaveOneOut(rows: readonly PlacedRow[]): SplitRow[] {
  const reach = new Map<number, Set<string>>();
  for (const { group, fold } of rows) {
    const folds = reach.get(group) ?? new Set<string>();
    reach.set(group, folds);
    if (fold !== null) folds.add(fold);
  }
  return rows.map((row) => ({
    ...row,
    alsoIn: [...(reach.get(row.group) ?? [])].filter((fold) => fold !== row.fold).sort(),
  }));
}

/** Leave-one-out by place alone: what is left out does not ask for groups. Pure. */
export const byPlaceAlone = (rows: readonly PlacedRow[]): SplitRow[] =>
  rows.map((row) => ({ ...row, alsoIn: [] }));

/** Which set a row is in when `fold` is left out. */
export function setOf(row: SplitRow, fold: string, unknown: UnknownPlace = 'out'): SplitSet {
  if (row.fold === fold) return 'test';
  if (row.fold === null && unknown === 'out') return 'out';
  return row.alsoIn.includes(fold) ? 'out' : 'train';
}

export const foldsOf = (rows: readonly PlacedRow[]): string[] =>
  [...new Set(rows.flatMap(({ fold }) => (fold === null ? [] : [fold])))].sort();
