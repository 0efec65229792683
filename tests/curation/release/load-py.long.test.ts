import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { releaseWorkspace } from '../../../curation/release/release.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { film } from '../../helpers/pictures.ts';
import { readCsv } from '../../helpers/real-collection.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

/** A Python with what the loader needs; Debian's own is not always the first on the path. */
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import pandas, PIL']).status === 0,
);

const rows: Partial<MetadataRow>[] = [
  { patientid: '010', location: 'Rome, Italy', clinical_notes: '=HYPERLINK("https://example.org","go")' },
  { patientid: '007', location: 'Rome, Italy', finding: 'Pneumonia/Bacterial/Klebsiella' },
  { patientid: '3', location: 'Tokyo, Japan' },
  { patientid: '4', location: 'Tokyo, Japan', finding: 'No Finding', clinical_notes: "'quoted" },
  // One document with a row in Italy.
  { patientid: '5', location: 'Lima, Peru', doi: '10.1000/0', url: 'https://journal.example/0' },
  { patientid: '6', location: '' },
  { patientid: '7', location: 'Oslo, Norway', view: 'AP Supine' },
];

async function released(): Promise<string> {
  const films = await Promise.all(rows.map((_, at) => film(60 + at)));
  const workspace = await workspaceOfRows(
    rows.map((row, at) => ({
      offset: '3',
      doi: `10.1000/${at}`,
      url: `https://journal.example/${at}`,
      filename: `${at}.png`,
      ...row,
    })),
    Object.fromEntries(films.map((bytes, at) => [`${at}.png`, bytes])),
  );
  const out = join(temporaryFolder(), 'out');
  await releaseWorkspace(releaseSource(workspace), out, { version: '1.0.0' });
  return out;
}

/** Runs a script beside the release's own loader; what it prints is JSON. */
function run(folder: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python ?? '', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(!python)(
  "the release's own loader (skipped: no python3 with pandas and Pillow, Debian's python3-pandas and python3-pil)",
  () => {
    test('counts a release and opens its pictures', async () => {
      const out = await released();
      const counted = run(out, ['load.py', '--images']) as { tasks: Record<string, { rows: number }> };
      expect(counted).toMatchObject({ rows: 7, patients: 7, images: 7 });
      const { tasks } = JSON.parse(readFileSync(join(out, 'tasks/tasks.json'), 'utf8')) as {
        tasks: { id: string; rows: number; sets: Record<string, { rows: number }> }[];
      };
      for (const { id, rows: count, sets } of tasks)
        expect(counted.tasks[id], id).toEqual({
          rows: count,
          train: sets['train']?.rows,
          validation: sets['validation']?.rows,
          test: sets['test']?.rows,
        });
      expect(counted.tasks['covid-19']?.rows).toBe(6);
    });

    test('gives cells as they are, and the sets that the files state', async () => {
      const out = await released();
      const script = `
import json, load
rows = load.metadata()
def names(frame): return sorted(frame["filename"])
def parts(split): return [names(part) for part in load.fold("covid-19", split, "Europe")]
try:
    load.task("covid")
except KeyError as error:
    refused = str(error)
picture = load.image(rows.iloc[0])
print(json.dumps({
    "ids": list(rows["patientid"]), "notes": list(rows["clinical_notes"]), "offset": list(rows["offset"]),
    "blank": int(rows["temperature"].isna().sum()), "labels": load.task("covid-19")["label"].to_dict(),
    "region": parts("paper-by-region"), "group": parts("paper-by-group"), "continent": parts("leave-one-continent-out"),
    "size": picture.size, "mode": picture.mode, "refused": refused,
}))`;
      const loaded = run(out, ['-c', script]) as Record<string, unknown>;
      expect(loaded['ids']).toEqual(['010', '007', '3', '4', '5', '6', '7']);
      expect((loaded['notes'] as string[]).slice(0, 4)).toEqual(
        rows.slice(0, 4).map((row) => row.clinical_notes ?? ''),
      );
      expect(loaded['offset']).toEqual([3, 3, 3, 3, 3, 3, 3]);
      expect(loaded['blank']).toBe(7);
      expect(loaded['labels']).toEqual({
        '0.png': 1,
        '1.png': 0,
        '2.png': 1,
        '3.png': 0,
        '4.png': 1,
        '5.png': 1,
      });
      const test = ['0.png', '1.png'];
      expect(loaded['region']).toEqual([['2.png', '3.png', '4.png', '5.png'], test]);
      expect(loaded['group']).toEqual([['2.png', '3.png', '5.png'], test]);
      expect(loaded['continent']).toEqual([['2.png', '3.png'], test]);
      expect(loaded['mode']).toBe('L');
      expect(loaded['refused']).toContain(
        "no task 'covid' in this release; it has covid-19, viral-bacterial",
      );
      expect(readCsv(join(out, 'metadata.csv'))[0]?.['clinical_notes']).toMatch(/^'=/);
    });
  },
);
