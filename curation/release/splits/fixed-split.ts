import type { ReleaseRow } from '../release-row.ts';
import type { LabelledTask } from './folds.ts';

/**
 * One fixed split into train, validation and test: a group (patient, document, film) is in one set; what the strata count is
 * spread over the sets as their shares ask; and a row stays where an earlier release put it, so that what was trained
 * on once is never tested on. No chance is asked: the same rows give the same sets.
 */

export const fixedSets = ['train', 'validation', 'test'] as const;
export type FixedSet = (typeof fixedSets)[number];

/** Part of the images that each set is to have. */
export const fixedShares: Readonly<Record<FixedSet, number>> = { train: 0.7, validation: 0.15, test: 0.15 };

/** Where an earlier release put a row. */
export interface KeptSet {
  readonly set: FixedSet;
  /** Version of the release that put it there first. */
  readonly since: string;
}

export interface StratifiedRow {
  readonly filename: string;
  readonly group: number;
  /** What is to be spread evenly: labels of tasks, view, place. */
  readonly strata: readonly string[];
}

export interface FixedRow extends KeptSet {
  readonly filename: string;
  readonly group: number;
}

export interface FixedSplit {
  /** In the order of the rows given. */
  readonly rows: readonly FixedRow[];
  /** Rows that are no longer in the set that an earlier release put them in: their group now reaches into two sets. */
  readonly moved: readonly { filename: string; from: FixedSet; to: FixedSet }[];
}

/** One stratum that all rows are of: the number of images. */
const ALL = '';

interface Group {
  readonly rows: readonly StratifiedRow[];
  readonly counts: ReadonlyMap<string, number>;
  /** Smallest file name: groups of one size are taken in this order, whatever the order of the table. */
  readonly name: string;
}

function asGroup(rows: readonly StratifiedRow[]): Group {
  const counts = new Map<string, number>();
  for (const { strata } of rows)
    for (const stratum of new Set([ALL, ...strata])) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  const name = rows.reduce((least, { filename }) => (filename < least ? filename : least), '\u{10ffff}');
  return { rows, counts, name };
}

/** How far the sets are from their shares, and which of them a group brings nearest. */
class Balance {
  readonly #totals = new Map<string, number>();
  readonly #held: Readonly<Record<FixedSet, Map<string, number>>> = {
    train: new Map(),
    validation: new Map(),
    test: new Map(),
  };

  constructor(groups: readonly Group[]) {
    for (const { counts } of groups)
      for (const [stratum, count] of counts)
        this.#totals.set(stratum, (this.#totals.get(stratum) ?? 0) + count);
  }

  put({ counts }: Group, set: FixedSet): void {
    for (const [stratum, count] of counts)
      this.#held[set].set(stratum, (this.#held[set].get(stratum) ?? 0) + count);
  }

  /**
   * The set where the group lowers the sum of squared distances the most, each divided by the size of its stratum; the number of
   * images weighs as much as all strata together, so that small collections have three sets too.
   */
  bestFor({ counts }: Group): FixedSet {
    const distance = (set: FixedSet): number => {
      let sum = 0;
      for (const [stratum, count] of counts) {
        const total = this.#totals.get(stratum) ?? 1;
        const over = (this.#held[set].get(stratum) ?? 0) - fixedShares[set] * total;
        sum += ((stratum === ALL ? counts.size : 1) * count * over) / total;
      }
      return sum;
    };
    return fixedSets.reduce((best, set) => (distance(set) < distance(best) ? set : best));
  }
}

/** What is to be spread evenly: labels of tasks, finding, view, region and sex. */
export const strataOf = (row: ReleaseRow, tasks: readonly LabelledTask[]): string[] => [
  ...tasks.flatMap(({ id, kind, labels }) => {
    const label = labels.get(row.filename);
    return label === undefined ? [] : [kind === 'score' ? id : `${id} ${label}`];
  }),
  `finding ${row.finding}`,
  `view ${row.view}`,
  `region ${row.region ?? ''}`,
  `sex ${row.sex}`,
];

/**
 * @param kept where earlier releases put rows, by file name in this release
 * @param version of this release
 */
export function fixedSplit(
  rows: readonly StratifiedRow[],
  kept: ReadonlyMap<string, KeptSet>,
  version: string,
): FixedSplit {
  const groups = [...Map.groupBy(rows, ({ group }) => group).values()].map(asGroup);
  const balance = new Balance(groups);
  const sets = new Map<number, FixedSet>();
  const place = (group: Group, set: FixedSet): void => {
    balance.put(group, set);
    for (const row of group.rows) sets.set(row.group, set);
  };
  const fresh: Group[] = [];
  for (const group of groups) {
    const before = new Set(group.rows.map(({ filename }) => kept.get(filename)?.set));
    const set = fixedSets.find((known) => before.has(known));
    if (set) place(group, set);
    else fresh.push(group);
  }
  fresh.sort((a, b) => b.rows.length - a.rows.length || (a.name < b.name ? -1 : 1));
  for (const group of fresh) place(group, balance.bestFor(group));
  const placed = rows.map(({ filename, group }) => {
    const set = sets.get(group) ?? 'train';
    const before = kept.get(filename);
    return { filename, group, set, since: before?.set === set ? before.since : version };
  });
  const moved = placed.flatMap(({ filename, set }) => {
    const from = kept.get(filename)?.set;
    return from && from !== set ? [{ filename, from, to: set }] : [];
  });
  return { rows: placed, moved };
}
