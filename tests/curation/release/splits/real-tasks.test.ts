import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { exportRows } from '../../../../curation/release/export.ts';
import { type ReleaseRow, releaseRow } from '../../../../curation/release/release-row.ts';
import { countFolds, type FoldCounts, testReason } from '../../../../curation/release/splits/folds.ts';
import { groupRows } from '../../../../curation/release/splits/groups.ts';
import { byPlaceAlone, leaveOneOut } from '../../../../curation/release/splits/leave-one-out.ts';
import { readSeverity } from '../../../../curation/release/splits/severity.ts';
import { labelsOf } from '../../../../curation/release/splits/task.ts';
import { readInputFile } from '../../../../data/files/input-file.ts';
import { importTable, loadTable } from '../../../../scrapers/collection/import.ts';
import { paperTasks } from '../../../helpers/paper-tasks.ts';
import {
  hasRealCollection,
  readCsv,
  realCollection,
  realRows,
  regionOfLocation,
} from '../../../helpers/real-collection.ts';
import { releaseSource } from '../../../helpers/release-source.ts';
import { temporaryWorkspace } from '../../../helpers/temporary.ts';

type Cells = Record<string, string>;

/**
 * The published rules once more, in another way: a row is struck out by the first thing that is against it, on the cells of
 * the CSV as they stand.
 */
const against: Record<string, (row: Cells) => boolean> = {
  view: ({ view = '' }) => !/^(PA|AP)$/.test(view),
  undecided: ({ finding = '' }) => /^(todo|Unknown|)$/.test(finding.trim()),
  day: ({ offset = '' }) => offset.trim() === '' || Number(offset) <= 0 || Number(offset) >= 8,
  tube: ({ intubation_present: tube = '' }) => tube === 'Y',
  ward: ({ in_icu: ward = '' }) => ward === 'Y',
};
/** Positive rows and all rows, as a quick count of the table gave them before. */
const counted: Record<string, [positive: number | null, rows: number]> = {
  'covid-19': [84, 91],
  'viral-bacterial': [87, 91],
  survival: [22, 27],
  'intensive-care': [7, 24],
  intubation: [7, 22],
  'geographic-extent': [null, 51],
  opacity: [null, 51],
};

const outcome =
  (column: string) =>
  (row: Cells): number | null =>
    ['N', 'Y'].indexOf(row[column] ?? '') < 0 ? null : ['N', 'Y'].indexOf(row[column] ?? '');
const rules: Record<string, [strikes: string[], label: (row: Cells) => number | null]> = {
  'covid-19': [['view', 'undecided', 'day'], ({ finding = '' }) => Number(/COVID-19/.test(finding))],
  'viral-bacterial': [
    ['view', 'undecided', 'day'],
    ({ finding = '' }) => (/Viral/.test(finding) ? 1 : /Bacterial/.test(finding) ? 0 : null),
  ],
  survival: [['view', 'undecided', 'day', 'tube'], outcome('survival')],
  'intensive-care': [['view', 'undecided', 'day', 'tube', 'ward'], outcome('went_icu')],
  intubation: [['view', 'undecided', 'day', 'tube'], outcome('intubated')],
};

describe.skipIf(!hasRealCollection)(
  "the paper's tasks on the real table (skipped where ../shared/real is not at hand)",
  () => {
    const scoresFile = join(realCollection, 'annotations/covid-severity-scores.csv');
    const rows: ReleaseRow[] = [];
    let cells: Cells[] = [];

    /** Imports the table once, in the first test: the workspace goes with that test, the rows stay. */
    beforeEach(async () => {
      if (rows.length > 0) return;
      const workspace = temporaryWorkspace();
      await importTable(workspace, loadTable(join(realCollection, 'metadata.csv')));
      await workspace.index.ready();
      for await (const owner of exportRows(releaseSource(workspace))) rows.push(releaseRow(owner));
      cells = realRows();
    }, 60_000);

    const ours = (id: string): Map<string, number> => {
      const task = paperTasks.find((known) => known.id === id);
      if (!task) throw new Error(`no task ${id}`);
      const { scores } = readSeverity(readInputFile(scoresFile).toString('utf8'), 'scores.csv');
      return labelsOf(task, rows, new Map(scores.map((score) => [score.filename, score])));
    };
    const theirs = (id: string): Map<string, number> => {
      const rule = rules[id];
      const labels = new Map<string, number>();
      if (rule) {
        const [strikes, label] = rule;
        const left = strikes.reduce((kept, name) => kept.filter((row) => !against[name]?.(row)), cells);
        for (const row of left) {
          const value = label(row);
          if (value !== null) labels.set(row['filename'] ?? '', value);
        }
        return labels;
      }
      const films = new Map(cells.map((row) => [row['filename'] ?? '', row]));
      for (const score of readCsv(scoresFile)) {
        const film = films.get(score['filename'] ?? '');
        if (film && !against['view']?.(film) && !against['undecided']?.(film))
          labels.set(
            score['filename'] ?? '',
            Number(score[id === 'opacity' ? 'opacity_mean' : 'geographic_mean']),
          );
      }
      return labels;
    };
    const folds = (id: string, variant: 'region' | 'group'): FoldCounts[] => {
      const groups = groupRows(rows, []);
      const placed = rows.map(({ filename, patientid, region }) => ({
        filename,
        patientid,
        group: groups.get(filename) ?? 0,
        fold: region,
      }));
      const kind = paperTasks.find((task) => task.id === id)?.kind ?? 'classes';
      return countFolds(
        { id, kind, labels: ours(id) },
        variant,
        variant === 'region' ? byPlaceAlone(placed) : leaveOneOut(placed),
        'train',
      );
    };

    test.each(paperTasks.map(({ id }) => id))('%s: the same rows with the same labels', (id) => {
      const sorted = (labels: Map<string, number>) => [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(ours(id))).toEqual(sorted(theirs(id)));
      const { kind } = paperTasks.find((task) => task.id === id) ?? {};
      const positive = [...ours(id).values()].filter((label) => label === 1).length;
      expect([id, kind === 'score' ? null : positive, ours(id).size]).toEqual([id, ...(counted[id] ?? [])]);
    });

    test.each(paperTasks.map(({ id }) => id))(
      '%s: counts a region and test regions, by region alone',
      (id) => {
        const labels = theirs(id);
        const regions = new Map<string, number[]>();
        for (const row of cells) {
          const label = labels.get(row['filename'] ?? '');
          const region = regionOfLocation(row['location'] ?? '');
          if (label !== undefined && region) regions.set(region, [...(regions.get(region) ?? []), label]);
        }
        const counted = folds(id, 'region');
        expect(counted.map(({ fold }) => fold)).toEqual([...regions.keys()].sort());
        for (const fold of counted) {
          const own = regions.get(fold.fold) ?? [];
          expect([fold.fold, fold.test, fold.train]).toEqual([
            fold.fold,
            own.length,
            labels.size - own.length,
          ]);
          const classes = id in rules;
          if (classes) expect(fold.testPositive).toBe(own.filter((label) => label === 1).length);
          const usable = classes ? new Set(own).size === 2 : own.length > 2;
          expect([fold.fold, testReason(fold) === null]).toEqual([fold.fold, usable]);
        }
      },
    );

    test.each(paperTasks.map(({ id }) => id))('%s: nobody on both sides where groups differ', (id) => {
      const labels = theirs(id);
      const own = cells.filter((row) => labels.has(row['filename'] ?? ''));
      for (const fold of folds(id, 'group')) {
        // Everything that hangs together with the test region, patient by patient and document by document.
        const reached = new Set(cells.filter((row) => regionOfLocation(row['location'] ?? '') === fold.fold));
        for (let grown = true; grown; ) {
          const keys = new Set([...reached].flatMap(keysOf));
          const more = cells.filter((row) => !reached.has(row) && keysOf(row).some((key) => keys.has(key)));
          for (const row of more) reached.add(row);
          grown = more.length > 0;
        }
        expect([fold.fold, fold.train]).toEqual([fold.fold, own.filter((row) => !reached.has(row)).length]);
      }
    });
  },
);

const keysOf = (row: Cells): string[] => [
  `patient ${row['patientid']}`,
  `document ${(row['doi']?.trim() || row['url']?.trim() || row['patientid'])?.toLowerCase()}`,
];
