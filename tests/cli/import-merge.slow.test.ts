import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../data/embedded/config.ts';
import type { MetadataRow } from '../../data/fields/columns.ts';
import { readMetadataTable } from '../../scrapers/collection/read-table.ts';
import { caseline, cliFile } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { tinyPng } from '../helpers/tiny-png.ts';

const row = (patient: number, cells: Partial<MetadataRow> = {}): MetadataRow =>
  metadataRow({
    patientid: `${patient}`,
    offset: '3',
    sex: 'M',
    age: '50',
    finding: 'Pneumonia/Viral/COVID-19',
    view: 'PA',
    modality: 'X-ray',
    location: 'Rome, Italy',
    filename: `img-${patient}.png`,
    url: `https://example.org/case/${patient}`,
    license: 'CC BY 4.0',
    ...cells,
  });

/** A folder with a table and the images of its rows, and the same command each time. */
async function bench(rows: readonly MetadataRow[]) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'images'));
  for (const { filename } of rows) writeFileSync(join(folder, 'images', filename), await tinyPng(filename));
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  const write = (name: string, table: readonly MetadataRow[]): string => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'metadata.csv'), metadataCsv(table));
    return join(folder, name, 'metadata.csv');
  };
  const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
  return { folder, workspace, write, run, table: write('.', rows) };
}

async function exported(run: Awaited<ReturnType<typeof bench>>['run'], out: string) {
  expect((await run('export', out)).code).toBe(0);
  const rows = readMetadataTable(readFileSync(join(out, 'metadata.csv')), 'metadata.csv');
  return { rows: rows.map(({ cells }) => cells), files: readdirSync(join(out, 'images')).sort() };
}

describe('the import of a newer table', () => {
  test('without images keeps those that are stored', async () => {
    const { folder, run, write, table } = await bench([row(1), row(2), row(3)]);
    expect((await run('import', table)).code).toBe(0);
    const newer = write('newer', [row(1, { offset: '4' }), row(2, { offset: '4' }), row(3, { offset: '4' })]);
    const result = await run('import', newer, '--json');
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({
      rows: 3,
      cases: { new: 0, updated: 3, unchanged: 0 },
      images: 0,
      missing: [],
    });
    const { rows, files } = await exported(run, join(folder, 'out'));
    expect(rows.map(({ offset }) => offset)).toEqual(['4', '4', '4']);
    expect(files).toEqual(['img-1.png', 'img-2.png', 'img-3.png']);
  });

  test('names the row that is gone upstream, counts the changed one, and ends with 1 until somebody says', async () => {
    const { folder, run, write, table } = await bench([row(1), row(2), row(3)]);
    await run('import', table);
    const newer = write('newer', [row(1, { offset: '9' }), row(2)]);
    const args = ['import', newer, '--images', join(folder, 'images')];
    const dry = await run(...args, '--dry-run');
    expect(dry).toMatchObject({ code: 1, stdout: expect.stringContaining('nothing was written') });
    const first = await run(...args);
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/2 rows: 0 new cases, 1 updated, 1 unchanged/);
    expect(first.stdout).toMatch(/patient 1, img-1\.png: offset 3 -> 9/);
    expect(first.stdout).toMatch(/no longer in metadata\.csv:\n {2}patient 3, img-3\.png: kept/);
    expect(first.stderr).toMatch(/--on-vanished keep, mark .* or remove/);
    expect((await exported(run, join(folder, 'out'))).files).toHaveLength(3);
    expect((await run(...args, '--on-vanished', 'mark')).code).toBe(0);
    expect((await exported(run, join(folder, 'out'))).files).toEqual(['img-1.png', 'img-2.png']);
    const check = await run('check', '--rule', 'row-vanished');
    expect(check.stdout).toMatch(/img-3\.png: metadata\.csv no longer has this row/);
    expect((await run(...args, '--on-vanished', 'keep')).code).toBe(0);
    expect((await run(...args, '--on-vanished', 'perhaps')).code).toBe(2);
  });

  test('of another collection with the same ids replaces nobody', async () => {
    const { folder, run, write, table } = await bench([row(1), row(2)]);
    await run('import', table);
    const other = write('other', [
      row(1, { filename: 'x.png', url: 'https://other.example/1', sex: 'F' }),
      row(5, { filename: 'y.png', url: 'https://other.example/5' }),
    ]);
    const result = await run('import', other, '--json');
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({
      cases: { new: 1, updated: 0, unchanged: 1 },
      clashes: [{ kind: 'patient', patient: '1', outcome: 'kept' }],
    });
    const names = (await exported(run, join(folder, 'out'))).rows.map(({ filename }) => filename);
    expect(names.sort()).toEqual(['img-1.png', 'img-2.png', 'y.png']);
    expect((await run('import', other, '--replace')).code).toBe(0);
    const after = (await exported(run, join(folder, 'out'))).rows.map(({ filename }) => filename);
    expect(after.sort()).toEqual(['img-2.png', 'x.png', 'y.png']);
  });

  test('a patient id in two documents on two continents is a warning of check', async () => {
    const { run, table } = await bench([
      row(62, { doi: '10.5555/aaa' }),
      row(62, { doi: '10.5555/bbb', filename: 'img-2.png', location: 'Tokyo, Japan' }),
    ]);
    await run('import', table);
    const found = JSON.parse((await run('check', '--rule', 'patient-two-documents', '--json')).stdout);
    expect(found).toMatchObject([{ severity: 'warning', patient: '62' }]);
    expect(found[0].message).toMatch(/10\.5555\/aaa \(Rome, Italy\) and 10\.5555\/bbb \(Tokyo, Japan\)/);
  });

  test('a dry run stores nothing', async () => {
    const { run, table, workspace } = await bench([row(1)]);
    const result = await run('import', table, '--dry-run', '--json');
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({
      dryRun: true,
      cases: { new: 1 },
      appears: [{ image: 'img-1.png' }],
    });
    expect(existsSync(join(workspace, 'cases'))).toBe(false);
  });

  test('killed again and again while it writes, it comes to the same end', async () => {
    const many = Array.from({ length: 60 }, (_, at) => row(at + 1));
    const { folder, run, write, table, workspace } = await bench(many);
    expect((await run('import', table)).code).toBe(0);
    const newer = write(
      'newer',
      many
        .slice(0, 50)
        .map((cells) => ({ ...cells, offset: '7', finding: 'No Finding', location: 'Porto, Portugal' })),
    );
    const args = ['import', newer, '--on-vanished', 'mark'];
    const whole = join(folder, 'whole');
    cpSync(workspace, whole, { recursive: true });
    expect((await caseline([...args, '--workspace', whole])).code).toBe(0);
    let kills = 0;
    for (let written = 0; kills < 3 && written < 50; ) {
      const child = spawn(process.execPath, [cliFile, ...args, '--workspace', workspace], {
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      const done = () =>
        many.filter(({ patientid }) => read(workspace, patientid).includes('"Porto, Portugal"')).length;
      // Each round is killed as soon as it has written one case more.
      while (child.exitCode === null && done() <= written) await sleep(1);
      if (child.kill('SIGKILL')) kills += 1;
      await ended;
      written = done();
    }
    expect(kills).toBeGreaterThan(0);
    expect((await run(...args)).code).toBe(0);
    const [ours, theirs] = [
      await exported(run, join(folder, 'out')),
      await exported((...more) => caseline([...more, '--workspace', whole]), join(folder, 'out-whole')),
    ];
    expect(ours).toEqual(theirs);
    expect(ours.rows).toHaveLength(50);
    expect(JSON.parse((await run(...args, '--json')).stdout)).toMatchObject({
      cases: { new: 0, updated: 0, unchanged: 50 },
    });
  }, 300_000);
});

const documents = new Map<string, string>();

/** A case's file as it stands; the path is looked up once. */
function read(workspace: string, patient: string): string {
  const known = documents.get(`${workspace} ${patient}`);
  if (known) return readFileSync(known, 'utf8');
  const root = join(workspace, 'cases', 'collection');
  for (const shard of readdirSync(root)) {
    const path = join(root, shard, `collection-${patient}.json`);
    if (!existsSync(path)) continue;
    documents.set(`${workspace} ${patient}`, path);
    return readFileSync(path, 'utf8');
  }
  return '';
}
