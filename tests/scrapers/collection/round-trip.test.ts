import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exportCollection } from '../../../curation/release/export.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { builtIn } from '../../../data/fields/field-set.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { importTable, loadTable } from '../../../scrapers/collection/import.ts';
import { readMetadataTable } from '../../../scrapers/collection/read-table.ts';
import { decide } from '../../helpers/drafts.ts';
import { importRows, rowsOf } from '../../helpers/import-rounds.ts';
import { metadataCsv, metadataRow } from '../../helpers/metadata.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

async function exported(
  workspace: Workspace,
): Promise<{ rows: MetadataRow[]; files: string[]; out: string }> {
  const out = join(temporaryFolder(), 'out');
  await workspace.index.ready();
  const { cases, reviews, images, index } = workspace;
  await exportCollection({ cases, reviews, images, exportOrder: () => index.exportOrder() }, out);
  const table = readMetadataTable(readFileSync(join(out, 'metadata.csv')), 'metadata.csv');
  return { rows: table.map(({ cells }) => cells), files: readdirSync(join(out, 'images')), out };
}

const rowsIn = (csv: Buffer): MetadataRow[] =>
  readMetadataTable(csv, 'metadata.csv').map(({ cells }) => cells);

async function roundTrip(csv: Buffer): Promise<MetadataRow[]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'metadata.csv'), csv);
  const workspace = temporaryWorkspace();
  await importTable(workspace, loadTable(join(folder, 'metadata.csv')));
  const { rows, out } = await exported(workspace);
  const again = await importTable(workspace, loadTable(join(out, 'metadata.csv')), { dryRun: true });
  // White space in place of a finding goes out as `todo`, that of keys not at all.
  const losesSpace = rowsIn(csv).some(
    (row) =>
      (row.finding !== '' && row.finding.trim() === '') ||
      keys.some((column) => row[column] !== row[column]?.trim()),
  );
  expect(again.changes.filter(({ field }) => !losesSpace || field !== 'case')).toEqual([]);
  expect([again.appears, again.vanishes, again.clashes, again.moved]).toEqual([[], [], [], 0]);
  return rows;
}

/** Files and rows are joined by these: they lose the white space at their ends. */
const keys: readonly string[] = ['patientid', 'folder', 'filename'];

/** Every cell as it stood, byte for byte. A blank finding goes out as `todo`: the loader would take it for a label. */
const expectSame = (before: readonly MetadataRow[], after: readonly MetadataRow[]): void => {
  expect(after).toHaveLength(before.length);
  before.forEach((row, at) => {
    for (const column of builtIn.columnNames) {
      const stated = row[column] ?? '';
      const expected = keys.includes(column) ? stated.trim() : stated;
      const cell = `row ${at + 1} ${column}`;
      expect(`${cell}: ${JSON.stringify(after[at]?.[column])}`).toBe(
        `${cell}: ${JSON.stringify(column === 'finding' && stated.trim() === '' ? 'todo' : expected)}`,
      );
    }
  });
};

describe('import and export', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '',
      'Y',
      'N',
      'M',
      'Unclear',
      '0',
      '0.0',
      '38.50',
      '-3',
      'PA',
      'Pneumonia/Viral/COVID-19',
      '=1+1',
      "'=1+1",
      "''=",
      'a,b',
      '"q"',
      'l1\nl2',
      ' x ',
      '  ',
      '\u00a0',
      'e\u0301 ',
      '\n',
    ),
    fc.string({ maxLength: 12 }),
  );
  const column = fc.constantFrom(
    ...builtIn.columnNames.filter((name) => name !== 'filename' && name !== 'patientid'),
  );
  const table = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.dictionary(column, cell, { maxKeys: 12 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((rows) =>
      rows.map(([patient, cells], at) =>
        metadataRow({ ...cells, patientid: `${patient}`, filename: `f${at}.png` }),
      ),
    );

  test('give every cell back in its row and column, whatever the table holds', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const clean = rows.map((row) => builtIn.row((name) => row[name]?.replaceAll('\r', '') ?? ''));
        const csv = metadataCsv(clean);
        // A table's `'=1+1` is `=1+1` behind its guard: what was read is what must come back.
        expectSame(rowsIn(csv), await roundTrip(csv));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('an offset that is no day comes back as it stood', async () => {
    const workspace = temporaryWorkspace();
    const offsets = ['99999999', '-40000', '3 days', '1e3', '2.5'];
    await importRows(
      workspace,
      offsets.map((offset, at) => ({ patientid: `${at}`, filename: `${at}.png`, offset })),
    );
    expect([...(await rowsOf(workspace)).values()].map(({ offset }) => offset)).toEqual(offsets);
  });

  test('rows of one patient that disagree keep each its own answer', async () => {
    const rows = [
      metadataRow({
        patientid: '1',
        filename: 'a.png',
        survival: 'Y',
        finding: 'Pneumonia',
        location: 'Porto',
      }),
      metadataRow({ patientid: '1', filename: 'b.png', survival: '', finding: 'No Finding', location: '' }),
      metadataRow({
        patientid: '1',
        filename: 'c.png',
        survival: 'N',
        finding: 'Pneumonia',
        location: 'Porto',
      }),
    ];
    expectSame(rows, await roundTrip(metadataCsv(rows)));
  });

  test('importing twice changes nothing, and keeps what a person decided since', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'metadata.csv');
    writeFileSync(
      path,
      metadataCsv([
        metadataRow({ patientid: '1', filename: 'a.png', survival: 'Y', intubated: 'N' }),
        metadataRow({ patientid: '1', filename: 'b.png', survival: 'Y' }),
        metadataRow({ patientid: '2', filename: 'c.png', survival: 'Y' }),
      ]),
    );
    const workspace = temporaryWorkspace();
    await importTable(workspace, loadTable(path));
    await workspace.reviews.append('collection-1', [decide('survival', 'no')]);
    expect((await importTable(workspace, loadTable(path))).cases).toEqual({
      new: 0,
      updated: 0,
      unchanged: 2,
    });
    const { rows } = await exported(workspace);
    expect(rows.map((row) => row.survival)).toEqual(['N', 'N', 'Y']);
    expect(rows.map((row) => row.intubated)).toEqual(['N', '', '']);
  });

  test('images go in by name, a blank at its end forgiven, and come out', async () => {
    const folder = temporaryFolder();
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    writeFileSync(
      join(folder, 'metadata.csv'),
      metadataCsv([
        metadataRow({ patientid: '1', filename: 'a.jpg' }),
        metadataRow({ patientid: '1', filename: 'gone.png' }),
        metadataRow({ patientid: '1', filename: 'b.png ' }),
      ]),
    );
    writeFileSync(join(folder, 'a.jpg'), png);
    writeFileSync(join(folder, 'b.png '), png);
    const workspace = temporaryWorkspace();
    const result = await importTable(workspace, loadTable(join(folder, 'metadata.csv'), folder));
    expect(result).toMatchObject({ images: 2, missing: ['gone.png'] });
    expect((await exported(workspace)).files.sort()).toEqual(['a.jpg', 'b.png']);
  });

  test('an export that comes back brings nothing: files without what stayed behind are those that are stored', async () => {
    const folder = temporaryFolder();
    const film = sharp({ create: { width: 4, height: 4, channels: 3, background: '#777' } });
    const named = { IFD0: { Artist: 'Somebody' } };
    writeFileSync(
      join(folder, 'metadata.csv'),
      metadataCsv([
        metadataRow({ patientid: '1', filename: 'a.jpg' }),
        metadataRow({ patientid: '1', filename: 'b.png' }),
      ]),
    );
    writeFileSync(join(folder, 'a.jpg'), await film.clone().jpeg().withExif(named).toBuffer());
    writeFileSync(join(folder, 'b.png'), await film.clone().toColourspace('rgb16').png().toBuffer());
    const workspace = temporaryWorkspace();
    await importTable(workspace, loadTable(join(folder, 'metadata.csv'), folder));
    const stored = await workspace.cases.get('collection-1');
    const { out } = await exported(workspace);
    expect(readFileSync(join(out, 'images/a.jpg')).includes('Somebody')).toBe(false);
    const again = await importTable(workspace, loadTable(join(out, 'metadata.csv')));
    expect(again.changes.filter(({ field }) => field === 'image')).toEqual([]);
    expect((await workspace.cases.get('collection-1'))?.images).toEqual(stored?.images);
  });

  test('a table with the same file name twice, or none, is refused before anything is written', async () => {
    const path = join(temporaryFolder(), 'metadata.csv');
    writeFileSync(
      path,
      metadataCsv([
        metadataRow({ patientid: '1', filename: 'a.png' }),
        metadataRow({ patientid: '2', filename: 'a.png' }),
      ]),
    );
    expect(() => loadTable(path)).toThrow(/file name a\.png stands in rows 1 and 2/);
    writeFileSync(path, metadataCsv([metadataRow({ patientid: '', filename: 'a.png' })]));
    expect(() => loadTable(path)).toThrow(/row 1: patientid is blank/);
    expect(() => loadTable(path, '/nowhere')).toThrow(/blank|no folder/);
  });
});

const real = resolve(import.meta.dirname, '../../../../shared/real/collection');

describe.skipIf(!existsSync(real))('the real table (skipped where ../shared/real is not at hand)', () => {
  test('comes back cell by cell with its images', async () => {
    const workspace = temporaryWorkspace();
    const loaded = loadTable(join(real, 'metadata.csv'), join(real, 'images'));
    await importTable(workspace, loaded);
    const { rows, files } = await exported(workspace);
    expectSame(
      loaded.rows.map(({ cells }) => cells),
      rows,
    );
    expect(files).toHaveLength(readdirSync(join(real, 'images')).length);
  }, 60_000);
});
