import { foldsOf, type SplitRow, type SplitSet, setOf, type UnknownPlace } from './leave-one-out.ts';
import type { Task } from './task.ts';

/** Counts of one fold of one task under one split. */
export interface FoldCounts {
  readonly task: string;
  readonly split: string;
  readonly fold: string;
  readonly train: number;
  /** Null for a task of scores; so are `testPositive` and `prevalence`. */
  readonly trainPositive: number | null;
  readonly test: number;
  readonly testPositive: number | null;
  /** Positive part of the test set; null for an empty one. */
  readonly prevalence: number | null;
  /** Why the fold is left out; null: it is used. */
  readonly leftOut: string | null;
}

/** A task with the label of each of its rows, by file name. */
export interface LabelledTask {
  readonly id: string;
  readonly kind: Task['kind'];
  readonly labels: ReadonlyMap<string, number>;
}

/** A correlation of fewer scores says nothing: the paper tests on more than two. */
const FEWEST_SCORES = 3;

interface SetCounts {
  readonly rows: number;
  readonly positive: number | null;
}

function reason(of: 'training' | 'test', { rows, positive }: SetCounts): string | null {
  if (rows === 0) return `no ${of} images`;
  if (positive === null)
    return of === 'test' && rows < FEWEST_SCORES ? `fewer than ${FEWEST_SCORES} test images` : null;
  if (positive === 0) return `no positive image in the ${of} set`;
  return positive === rows ? `no negative image in the ${of} set` : null;
}

/** Why a fold's test set cannot be tested on, whatever trains; null: it can. */
export const testReason = ({ test, testPositive }: FoldCounts): string | null =>
  reason('test', { rows: test, positive: testPositive });

/** Counts rows of a task that are in one set. */
export function countSet({ kind, labels }: LabelledTask, filenames: readonly string[]): SetCounts {
  const own = filenames.filter((filename) => labels.has(filename));
  const positive = kind === 'score' ? null : own.filter((filename) => labels.get(filename) === 1).length;
  return { rows: own.length, positive };
}

/** One fold of a task: which set each row is in is asked of `set`. */
export function countFold<Row extends { readonly filename: string }>(
  task: LabelledTask,
  split: string,
  fold: string,
  rows: readonly Row[],
  set: (row: Row) => SplitSet,
): FoldCounts {
  const counted = (name: SplitSet): SetCounts =>
    countSet(
      task,
      rows.filter((row) => set(row) === name).map(({ filename }) => filename),
    );
  const [train, test] = [counted('train'), counted('test')];
  return {
    task: task.id,
    split,
    fold,
    train: train.rows,
    trainPositive: train.positive,
    test: test.rows,
    testPositive: test.positive,
    prevalence: test.rows === 0 || test.positive === null ? null : test.positive / test.rows,
    leftOut: reason('test', test) ?? reason('training', train),
  };
}

/** Every fold of a split for one task, in the order of the folds' names. Folds without both classes are named. */
export function countFolds(
  task: LabelledTask,
  split: string,
  rows: readonly SplitRow[],
  unknown: UnknownPlace = 'out',
): FoldCounts[] {
  const own = rows.filter(({ filename }) => task.labels.has(filename));
  return foldsOf(own).map((fold) => countFold(task, split, fold, own, (row) => setOf(row, fold, unknown)));
}
