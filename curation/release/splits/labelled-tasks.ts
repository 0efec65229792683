import type { Protocol } from '../../../data/protocols/protocol.ts';
import { covid19 } from '../../../data/protocols/read-protocol.ts';
import type { ReleaseRow } from '../release-row.ts';
import { splitPlaces } from '../tables/partition.ts';
import { PAPER_SPLIT } from './described-task.ts';
import { countFolds, countSet, type LabelledTask, testReason } from './folds.ts';
import { byPlaceAlone } from './leave-one-out.ts';
import type { SeverityScore } from './severity.ts';
import { labelsOf, ruleInWords } from './task.ts';
import { tasksOf } from './tasks.ts';

/** Every task with the label of each of its rows, by the task's name. */
export const labelledTasks = (
  rows: readonly ReleaseRow[],
  scores: ReadonlyMap<string, SeverityScore>,
  protocol: Protocol = covid19,
): ReadonlyMap<string, LabelledTask> =>
  new Map(
    tasksOf(protocol).map((task) => [
      task.id,
      { id: task.id, kind: task.kind, labels: labelsOf(task, rows, scores) },
    ]),
  );

/** A task as `tasks --json` gives it. */
export interface ListedTask {
  readonly name: string;
  /** The whole rule in a sentence. */
  readonly rule: string;
  /** Null for a task of scores. */
  readonly positives: number | null;
  readonly negatives: number | null;
  /** UN regions to test on, as the paper has them: those with both classes, or more than two scores. */
  readonly regions: readonly string[];
  /** File names, in the order of the table. */
  readonly rows: readonly string[];
  /** Label of each row by its place in `rows`: 1 or 0, or the score. */
  readonly labels: readonly number[];
}

/** Every task over the rows of a table. Pure. */
export function listTasks(
  rows: readonly ReleaseRow[],
  scores: ReadonlyMap<string, SeverityScore>,
  protocol: Protocol = covid19,
): ListedTask[] {
  const labelled = labelledTasks(rows, scores, protocol);
  const unknown = splitPlaces.find(({ id }) => id === PAPER_SPLIT)?.unknown;
  const placed = byPlaceAlone(
    rows.map(({ filename, patientid, region }) => ({ filename, patientid, group: 0, fold: region })),
  );
  return tasksOf(protocol).flatMap((task) => {
    const own = labelled.get(task.id);
    if (!own) return [];
    const files = rows.map(({ filename }) => filename).filter((name) => own.labels.has(name));
    const { rows: count, positive } = countSet(own, files);
    const regions = countFolds(own, PAPER_SPLIT, placed, unknown)
      .filter((fold) => testReason(fold) === null)
      .map(({ fold }) => fold);
    return [
      {
        name: task.id,
        rule: ruleInWords(task),
        positives: positive,
        negatives: positive === null ? null : count - positive,
        regions,
        rows: files,
        labels: files.map((name) => own.labels.get(name) ?? 0),
      },
    ];
  });
}
