import type { ReleaseRow } from '../release-row.ts';
import type { FixedRow, FixedSet } from './fixed-split.ts';
import { countSet, type FoldCounts, type LabelledTask, testReason } from './folds.ts';
import { ruleInWords, type Task } from './task.ts';

/** What `tasks/tasks.json` and the card say of a task. */
export interface DescribedTask {
  readonly id: string;
  readonly kind: Task['kind'];
  readonly title: string;
  readonly includes: readonly string[];
  /** The whole rule in a sentence. */
  readonly rule: string;
  readonly file: string;
  /** What 1 and 0 mean; scores have none. */
  readonly labels?: Readonly<Record<'1' | '0', string>>;
  readonly rows: number;
  /** Null for scores. */
  readonly positive: number | null;
  /** The paper's words, where they call other rows negative than its code. */
  readonly inWords?: { readonly negative: string; readonly rows: number; readonly positive: number };
  /** Regions to test on: with both classes, or more than two scores. */
  readonly regions: readonly string[];
  readonly leftOutRegions: readonly { readonly region: string; readonly reason: string }[];
  /** Rows whose region is not known: they train in the paper's splits and are never tested on. */
  readonly unknownRegion: number;
  /** Its rows in each set of the fixed split. */
  readonly sets: Readonly<Record<FixedSet, { readonly rows: number; readonly positive: number | null }>>;
}

/** The split whose folds are the test regions of the paper. */
export const PAPER_SPLIT = 'paper-by-region';

/**
 * @param rows of the release
 * @param folds counts of this task under every split
 */
export function describeTask(
  task: Task,
  labelled: LabelledTask,
  rows: readonly ReleaseRow[],
  folds: readonly FoldCounts[],
  fixed: readonly FixedRow[],
): DescribedTask {
  const own = rows.filter(({ filename }) => labelled.labels.has(filename));
  const { rows: count, positive } = countSet(
    labelled,
    own.map(({ filename }) => filename),
  );
  const regions = folds
    .filter(({ split }) => split === PAPER_SPLIT)
    .map((fold) => ({ region: fold.fold, reason: testReason(fold) }));
  const setCounts = (set: FixedSet) =>
    countSet(
      labelled,
      fixed.filter((row) => row.set === set).map(({ filename }) => filename),
    );
  return {
    id: task.id,
    kind: task.kind,
    title: task.title,
    includes: task.includes,
    rule: ruleInWords(task),
    file: `tasks/${task.id}.csv`,
    ...(task.kind === 'classes' ? { labels: { 1: task.positive, 0: task.negative } } : {}),
    rows: count,
    positive,
    ...(task.kind === 'classes' && task.inWords
      ? { inWords: countInWords(task.inWords, labelled, own) }
      : {}),
    regions: regions.flatMap(({ region, reason }) => (reason === null ? [region] : [])),
    leftOutRegions: regions.flatMap(({ region, reason }) => (reason === null ? [] : [{ region, reason }])),
    unknownRegion: own.filter(({ region }) => region === null).length,
    sets: { train: setCounts('train'), validation: setCounts('validation'), test: setCounts('test') },
  };
}

function countInWords(
  { negative, isNegative }: { readonly negative: string; readonly isNegative: (row: ReleaseRow) => boolean },
  { labels }: LabelledTask,
  own: readonly ReleaseRow[],
): NonNullable<DescribedTask['inWords']> {
  const positive = own.filter(({ filename }) => labels.get(filename) === 1).length;
  const rows = positive + own.filter((row) => labels.get(row.filename) === 0 && isNegative(row)).length;
  return { negative, rows, positive };
}
