import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import { CsvFile } from './csv-file.ts';
import type { ReleaseRow } from './release-row.ts';
import { countFolds, type FoldCounts } from './splits/folds.ts';
import { leaveOneOut, type SplitRow } from './splits/leave-one-out.ts';
import type { SeverityAnnotations } from './splits/severity.ts';
import { tasks } from './splits/tasks.ts';
import { columnNames, splitPlaces, splitTable, type Table, tables, taskTable } from './tables.ts';

export interface WrittenSplits {
  readonly files: readonly { table: Table; file: WrittenFile }[];
  readonly folds: readonly FoldCounts[];
  readonly tasks: readonly {
    id: string;
    title: string;
    includes: readonly string[];
    rows: number;
    positive: number | null;
  }[];
}

const placeCells = (row: ReleaseRow) => ({
  country: row.country ?? '',
  sub_region: row.subRegion ?? '',
  region: row.region ?? '',
});

/**
 * Writes `splits/` and `tasks/`.
 * @param groups group number by file name
 * @param severity scores, where they were given
 */
export function writeSplits(
  folder: OutputFolder,
  rows: readonly ReleaseRow[],
  groups: ReadonlyMap<string, number>,
  severity: SeverityAnnotations | null,
): WrittenSplits {
  const files: { table: Table; file: WrittenFile }[] = [];
  const save = (table: Table, lines: Iterable<Record<string, string | number | null>>): void => {
    const csv = new CsvFile<string>(folder, table.path, columnNames(table));
    for (const line of lines) csv.add(line);
    files.push({ table, file: csv.end() });
  };
  const group = (row: ReleaseRow): number => groups.get(row.filename) ?? 0;
  const splits = new Map<string, SplitRow[]>();
  for (const { id, place, of } of splitPlaces) {
    const split = leaveOneOut(
      rows.map((row) => ({
        filename: row.filename,
        patientid: row.patientid,
        group: group(row),
        fold: row[of],
      })),
    );
    splits.set(id, split);
    save(
      splitTable(id, place),
      split.map((row) => ({
        filename: row.filename,
        patientid: row.patientid,
        group: row.group,
        fold: row.fold,
        also_in: row.alsoIn.join(';'),
      })),
    );
  }
  const folds: FoldCounts[] = [];
  const described: WrittenSplits['tasks'][number][] = [];
  for (const { id, title, includes, label } of tasks) {
    const labels = new Map<string, 0 | 1>();
    for (const row of rows) {
      const value = label(row);
      if (value !== null) labels.set(row.filename, value);
    }
    const own = rows.filter(({ filename }) => labels.has(filename));
    save(
      taskTable(id),
      own.map((row) => ({
        filename: row.filename,
        patientid: row.patientid,
        group: group(row),
        ...placeCells(row),
        label: labels.get(row.filename) ?? null,
      })),
    );
    for (const [split, list] of splits) folds.push(...countFolds(id, split, list, labels));
    const positive = own.filter(({ filename }) => labels.get(filename) === 1).length;
    described.push({ id, title, includes, rows: own.length, positive });
  }
  const scores = new Map(severity?.scores.map((score) => [score.filename, score]));
  const scored = rows.filter(({ filename, frontal }) => frontal && scores.has(filename));
  save(
    tables.severity,
    scored.map((row) => ({
      filename: row.filename,
      patientid: row.patientid,
      group: group(row),
      ...placeCells(row),
      geographic_mean: scores.get(row.filename)?.geographic ?? null,
      opacity_mean: scores.get(row.filename)?.opacity ?? null,
    })),
  );
  described.push({
    id: 'severity',
    title: 'severity of COVID-19 pneumonia',
    includes: ['frontal chest radiographs', 'scored by readers: extent 0 to 8, opacity 0 to 6'],
    rows: scored.length,
    positive: null,
  });
  save(
    tables.folds,
    folds.map((fold) => ({
      task: fold.task,
      split: fold.split,
      fold: fold.fold,
      train: fold.train,
      train_positive: fold.trainPositive,
      test: fold.test,
      test_positive: fold.testPositive,
      prevalence: fold.prevalence === null ? null : Math.round(fold.prevalence * 10_000) / 10_000,
      left_out: fold.leftOut,
    })),
  );
  folder.write(
    'tasks/tasks.json',
    `${JSON.stringify(
      {
        tasks: described.map((task) => ({
          ...task,
          file: `tasks/${task.id}.csv`,
          ...labelsOf(task.id),
        })),
        severityNotes: severity?.notes ?? [],
        splits: splitPlaces.map(({ id, place }) => ({ id, place, file: `splits/${id}.csv` })),
        rule: 'A row is in the test set of its own fold, in no set of the folds named in also_in, and in the training set of all others. A row without a fold is in no set.',
      },
      null,
      2,
    )}\n`,
  );
  return { files, folds, tasks: described };
}

/** What the labels of a task mean; scores have none. */
function labelsOf(id: string): { labels?: Record<'1' | '0', string> } {
  const task = tasks.find((known) => known.id === id);
  return task ? { labels: { 1: task.positive, 0: task.negative } } : {};
}
