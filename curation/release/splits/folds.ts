import { foldsOf, type SplitRow, setOf } from './leave-one-out.ts';

/** Counts of one fold of one task under one split. */
export interface FoldCounts {
  readonly task: string;
  readonly split: string;
  readonly fold: string;
  readonly train: number;
  readonly trainPositive: number;
  readonly test: number;
  readonly testPositive: number;
  /** Positive part of the test set; null for an empty one. */
  readonly prevalence: number | null;
  /** Why the fold is left out; null: it is used. */
  readonly leftOut: string | null;
}

function reason(of: 'training' | 'test', count: number, positive: number): string | null {
  if (count === 0) return `no ${of} images`;
  if (positive === 0) return `no positive image in the ${of} set`;
  return positive === count ? `no negative image in the ${of} set` : null;
}

/** Every fold of a split for one task, in the order of the folds' names. Folds without both classes are named. */
export function countFolds(
  task: string,
  split: string,
  rows: readonly SplitRow[],
  labels: ReadonlyMap<string, 0 | 1>,
): FoldCounts[] {
  const own = rows.filter(({ filename }) => labels.has(filename));
  return foldsOf(own).map((fold) => {
    const counts = { train: 0, trainPositive: 0, test: 0, testPositive: 0 };
    for (const row of own) {
      const set = setOf(row, fold);
      if (set === 'out') continue;
      const label = labels.get(row.filename) ?? 0;
      counts[set] += 1;
      counts[set === 'train' ? 'trainPositive' : 'testPositive'] += label;
    }
    return {
      task,
      split,
      fold,
      ...counts,
      prevalence: counts.test === 0 ? null : counts.testPositive / counts.test,
      leftOut:
        reason('test', counts.test, counts.testPositive) ??
        reason('training', counts.train, counts.trainPositive),
    };
  });
}
