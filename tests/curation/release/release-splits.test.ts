import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { releaseWorkspace } from '../../../curation/release/release.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { film } from '../../helpers/pictures.ts';
import { readCsv } from '../../helpers/real-collection.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

let films: Buffer[];
beforeAll(async () => {
  films = await Promise.all(Array.from({ length: 10 }, (_, at) => film(100 + at)));
});

/** A release of rows named 1.png, 2.png, …, each of a patient and a document of its own. */
async function released(rows: readonly Partial<MetadataRow>[], version: string, previous?: string) {
  const workspace = await workspaceOfRows(
    rows.map((row, at) => ({
      patientid: String(at + 1),
      doi: `10.1000/${at + 1}`,
      url: `https://journal.example/${at + 1}`,
      filename: `${at + 1}.png`,
      ...row,
    })),
    Object.fromEntries(rows.map((_, at) => [`${at + 1}.png`, films[at] ?? Buffer.alloc(0)])),
  );
  const out = join(temporaryFolder(), 'out');
  await releaseWorkspace(releaseSource(workspace), out, { version, ...(previous ? { previous } : {}) });
  return out;
}

const ill = { survival: 'N', intubated: 'Y', went_icu: 'Y' };
const well = { survival: 'Y', intubated: 'N', went_icu: 'N' };
const rows: Partial<MetadataRow>[] = [
  { offset: '3', location: 'Rome, Italy', ...well },
  { offset: '20', location: 'Tokyo, Japan', ...ill },
  { offset: '3', location: 'Lima, Peru', view: 'AP Supine', ...ill },
  { offset: '4', location: 'Oslo, Norway', finding: 'Pneumonia/Bacterial/Streptococcus', ...ill },
  { offset: '2', location: 'Rome, Italy', intubation_present: 'Y', in_icu: 'Y', ...ill },
  { offset: '0', location: 'Rome, Italy', ...well },
  { offset: '', location: 'Rome, Italy', finding: 'Pneumonia/Bacterial/Klebsiella', ...well },
  {
    offset: '5',
    location: 'Tokyo, Japan',
    finding: 'No Finding',
    doi: '10.1000/1',
    url: 'https://journal.example/1',
    ...well,
  },
  { offset: '6', location: '', ...well },
];

describe('tasks and splits of a release', () => {
  test('are those of the paper, both ways, with what is left out named', async () => {
    const out = await released(rows, '1.0.0');
    const labels = (id: string): Record<string, string> =>
      Object.fromEntries(
        readCsv(join(out, `tasks/${id}.csv`)).map(({ filename, label }) => [filename ?? '', label ?? '']),
      );
    expect(labels('covid-19')).toEqual({
      '1.png': '1',
      '4.png': '0',
      '5.png': '1',
      '8.png': '0',
      '9.png': '1',
    });
    expect(labels('viral-bacterial')).toEqual({ '1.png': '1', '4.png': '0', '5.png': '1', '9.png': '1' });
    expect(labels('survival')).toEqual({ '1.png': '1', '4.png': '0', '8.png': '1', '9.png': '1' });
    expect(labels('intensive-care')).toEqual({ '1.png': '0', '4.png': '1', '8.png': '0', '9.png': '0' });
    expect(labels('intubation')).toEqual({ '1.png': '0', '4.png': '1', '8.png': '0', '9.png': '0' });
    expect(Object.keys(labels('wide-covid-19'))).toHaveLength(9);

    const folds = readCsv(join(out, 'tasks/folds.csv'));
    const counts = (split: string, fold: string): (string | undefined)[] => {
      const found = folds.find(
        (row) => row['task'] === 'covid-19' && row['split'] === split && row['fold'] === fold,
      );
      return ['train', 'train_positive', 'test', 'test_positive', 'left_out'].map((name) => found?.[name]);
    };
    // Row 8 shares its document with row 1, which is tested on; row 9 is of no known place.
    expect(counts('paper-by-region', 'Europe')).toEqual(['2', '1', '3', '2', '']);
    expect(counts('paper-by-group', 'Europe')).toEqual([
      '1',
      '1',
      '3',
      '2',
      'no negative image in the training set',
    ]);
    expect(counts('leave-one-continent-out', 'Europe')).toEqual(['0', '0', '3', '2', 'no training images']);
    expect(counts('paper-by-region', 'Asia').at(-1)).toBe('no positive image in the test set');

    const { tasks, splits } = JSON.parse(readFileSync(join(out, 'tasks/tasks.json'), 'utf8')) as {
      tasks: Record<string, unknown>[];
      splits: { id: string }[];
    };
    expect(tasks[0]).toMatchObject({
      id: 'covid-19',
      rows: 5,
      positive: 3,
      inWords: { rows: 4, positive: 3 },
      regions: ['Europe'],
      leftOutRegions: [{ region: 'Asia', reason: 'no positive image in the test set' }],
      unknownRegion: 1,
    });
    expect(splits.map(({ id }) => id)).toContain('paper-by-group');
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain(
      "covid-19: negative are 2 by the code, 1 where negative are other pneumonias only (the paper's words).",
    );
  });

  test('the fixed split has three sets, and the next release keeps them', async () => {
    const first = await released(rows.slice(0, 7), '1.0.0');
    const sets = (out: string): Record<string, string>[] =>
      readCsv(join(out, 'splits/train-validation-test.csv'));
    expect(new Set(sets(first).map(({ set }) => set))).toEqual(new Set(['train', 'validation', 'test']));
    const second = await released([...rows.slice(0, 7), { doi: '10.1000/6' }, {}], '1.1.0', first);
    const kept = ({ filename, set, since }: Record<string, string>) => [filename, set, since];
    expect(sets(second).slice(0, 7).map(kept)).toEqual(sets(first).map(kept));
    const joined = sets(second)[7];
    expect([joined?.['set'], joined?.['since']]).toEqual([sets(first)[5]?.['set'], '1.1.0']);
    expect(sets(second)[8]?.['since']).toBe('1.1.0');
  });
});
