import type { OutputFolder, WrittenFile } from '../../data/files/output-folder.ts';
import type { Protocol } from '../../data/protocols/protocol.ts';
import { CsvFile } from './csv-file.ts';
import type { ReleaseRow } from './release-row.ts';
import { type DescribedTask, describeTask } from './splits/described-task.ts';
import {
  type FixedSplit,
  fixedSets,
  fixedShares,
  fixedSplit,
  type KeptSet,
  strataOf,
} from './splits/fixed-split.ts';
import { countFold, countFolds, type FoldCounts, type LabelledTask } from './splits/folds.ts';
import { labelledTasks } from './splits/labelled-tasks.ts';
import { byPlaceAlone, leaveOneOut, type SplitRow } from './splits/leave-one-out.ts';
import type { SeverityAnnotations } from './splits/severity.ts';
import { tasksOf } from './splits/tasks.ts';
import {
  blankFold,
  columnNames,
  fixedSplitTable,
  splitPlaces,
  splitTable,
  type Table,
  tables,
  taskTable,
} from './tables.ts';

export interface WrittenSplits {
  readonly files: readonly { table: Table; file: WrittenFile }[];
  readonly folds: readonly FoldCounts[];
  readonly tasks: readonly DescribedTask[];
  readonly fixed: FixedSplit;
}

/** What splits are made of. */
export interface SplitParts {
  readonly rows: readonly ReleaseRow[];
  /** Group number by file name. */
  readonly groups: ReadonlyMap<string, number>;
  /** Scores of readers, where they were given. */
  readonly severity: SeverityAnnotations | null;
  /** Where an earlier release put a row in the fixed split, by its file name in this one. */
  readonly kept: ReadonlyMap<string, KeptSet>;
  /** Of this release. */
  readonly version: string;
  /** Whose tasks are written. */
  readonly protocol: Protocol;
}

const FIXED = 'train-validation-test';

type Save = (table: Table, lines: Iterable<Record<string, string | number | null>>) => void;

/** Writes `splits/` and `tasks/`. */
export function writeSplits(folder: OutputFolder, parts: SplitParts): WrittenSplits {
  const { rows, severity } = parts;
  const tasks = tasksOf(parts.protocol);
  const files: { table: Table; file: WrittenFile }[] = [];
  const save: Save = (table, lines) => {
    const csv = new CsvFile<string>(folder, table.path, columnNames(table));
    for (const line of lines) csv.add(line);
    files.push({ table, file: csv.end() });
  };
  const splits = savePlaces(save, parts);
  const scores = new Map(severity?.scores.map((score) => [score.filename, score]));
  const labelled = labelledTasks(rows, scores, parts.protocol);
  const fixed = saveFixed(
    save,
    parts,
    tasks.flatMap(({ id, spread }) => (spread ? (labelled.get(id) ?? []) : [])),
  );
  const folds: FoldCounts[] = [];
  const described: DescribedTask[] = [];
  for (const task of tasks) {
    const own = labelled.get(task.id);
    if (!own) continue;
    save(
      taskTable(task),
      rows.flatMap((row) => {
        const label = own.labels.get(row.filename);
        const score = scores.get(row.filename);
        return label === undefined
          ? []
          : [
              {
                ...placeCells(row, parts),
                label,
                geographic_mean: score?.geographic ?? null,
                opacity_mean: score?.opacity ?? null,
              },
            ];
      }),
    );
    const counts = [
      ...splitPlaces.flatMap(({ id, unknown }) => countFolds(own, id, splits.get(id) ?? [], unknown)),
      ...countFixed(own, fixed),
    ];
    folds.push(...counts);
    described.push(describeTask(task, own, rows, counts, fixed.rows));
  }
  save(tables.folds, folds.map(foldCells));
  folder.write('tasks/tasks.json', tasksJson(described, fixed, severity));
  return { files, folds, tasks: described, fixed };
}

/** The leave-one-out splits, by id. */
function savePlaces(save: Save, { rows, groups }: SplitParts): Map<string, SplitRow[]> {
  const splits = new Map<string, SplitRow[]>();
  for (const place of splitPlaces) {
    const placed = rows.map((row) => ({
      filename: row.filename,
      patientid: row.patientid,
      group: groups.get(row.filename) ?? 0,
      fold: row[place.of],
    }));
    const split = place.groups ? leaveOneOut(placed) : byPlaceAlone(placed);
    splits.set(place.id, split);
    save(
      splitTable(place),
      split.map(({ alsoIn, ...row }) => ({ ...row, also_in: alsoIn.join(';') })),
    );
  }
  return splits;
}

function saveFixed(
  save: Save,
  { rows, groups, kept, version }: SplitParts,
  labelled: readonly LabelledTask[],
): FixedSplit {
  const fixed = fixedSplit(
    rows.map((row) => ({
      filename: row.filename,
      group: groups.get(row.filename) ?? 0,
      strata: strataOf(row, labelled),
    })),
    kept,
    version,
  );
  const patients = new Map(rows.map(({ filename, patientid }) => [filename, patientid]));
  save(
    fixedSplitTable,
    fixed.rows.map((row) => ({ ...row, patientid: patients.get(row.filename) ?? '' })),
  );
  return fixed;
}

/** Validation and test as folds of the fixed split: both have the training set to learn from. */
function countFixed(task: LabelledTask, { rows }: FixedSplit): FoldCounts[] {
  return fixedSets
    .filter((set) => set !== 'train')
    .map((fold) =>
      countFold(task, FIXED, fold, rows, ({ set }) =>
        set === 'train' ? 'train' : set === fold ? 'test' : 'out',
      ),
    );
}

const placeCells = (row: ReleaseRow, { groups }: SplitParts) => ({
  filename: row.filename,
  patientid: row.patientid,
  group: groups.get(row.filename) ?? 0,
  country: row.country ?? '',
  sub_region: row.subRegion ?? '',
  region: row.region ?? '',
});

const foldCells = (fold: FoldCounts) => ({
  task: fold.task,
  split: fold.split,
  fold: fold.fold,
  train: fold.train,
  train_positive: fold.trainPositive,
  test: fold.test,
  test_positive: fold.testPositive,
  prevalence: fold.prevalence === null ? null : Math.round(fold.prevalence * 10_000) / 10_000,
  left_out: fold.leftOut,
});

/** What `load.py` and people read of the tasks and splits. */
function tasksJson(
  described: readonly DescribedTask[],
  fixed: FixedSplit,
  severity: SeverityAnnotations | null,
): string {
  return `${JSON.stringify(
    {
      tasks: described,
      severityNotes: severity?.notes ?? [],
      splits: splitPlaces.map(({ id, place, unknown, groups, means }) => ({
        id,
        file: `splits/${id}.csv`,
        place,
        means,
        groups,
        unknown,
        rule: `A row is in the test set of its own fold, in no set of the folds named in also_in, and in the training set of all others. A row without a fold is ${blankFold[unknown]}.`,
      })),
      fixed: {
        id: FIXED,
        file: fixedSplitTable.path,
        shares: fixedShares,
        rule: 'Rows of one patient, document or film are in one set; labels, findings, views, regions and sexes are spread as the shares ask. A row stays in the set that an earlier release put it in; where groups of two sets became one, all of it goes to train, else to validation.',
        moved: fixed.moved,
      },
    },
    null,
    2,
  )}\n`;
}
