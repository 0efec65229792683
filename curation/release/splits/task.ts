import type { ReleaseRow } from '../release-row.ts';
import type { SeverityScore } from './severity.ts';

interface AnyTask {
  /** Name of the task and of its file. */
  readonly id: string;
  readonly title: string;
  /** Rules of inclusion, in words; they stand in the release. */
  readonly includes: readonly string[];
  /** The fixed split spreads its labels evenly. */
  readonly spread: boolean;
}

/** The task whose file has both scores of readers. */
export const BOTH_SCORES = 'wide-severity';

/** Tells two classes apart. */
export interface ClassTask extends AnyTask {
  readonly kind: 'classes';
  readonly positive: string;
  readonly negative: string;
  /** 1 or 0; null: not part of the task. */
  readonly label: (row: ReleaseRow) => 0 | 1 | null;
  /** Where the paper's words and its code differ in what is negative: the words. Counted, not followed. */
  readonly inWords?: { readonly negative: string; readonly isNegative: (row: ReleaseRow) => boolean };
}

/** Foretells a score that readers gave. */
export interface ScoreTask extends AnyTask {
  readonly kind: 'score';
  readonly score: 'geographic' | 'opacity';
  /** The scale goes from 0 to this. */
  readonly highest: number;
  readonly takes: (row: ReleaseRow) => boolean;
}

export type Task = ClassTask | ScoreTask;

/** Label of each row of a task, by file name: 1 or 0, or the score. */
export function labelsOf(
  task: Task,
  rows: readonly ReleaseRow[],
  scores: ReadonlyMap<string, SeverityScore>,
): Map<string, number> {
  const labels = new Map<string, number>();
  for (const row of rows) {
    const label =
      task.kind === 'classes'
        ? task.label(row)
        : task.takes(row)
          ? (scores.get(row.filename)?.[task.score] ?? null)
          : null;
    if (label !== null) labels.set(row.filename, label);
  }
  return labels;
}

/** The whole rule of a task in one sentence. */
export const ruleInWords = (task: Task): string =>
  `${task.includes.join('; ')}. ${task.kind === 'classes' ? `1: ${task.positive}; 0: ${task.negative}` : `The score, 0 to ${task.highest}`}.`;
