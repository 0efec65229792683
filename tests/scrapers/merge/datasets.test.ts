import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { exportCollection } from '../../../curation/release/export.ts';
import { importTable, loadTable } from '../../../scrapers/collection/import.ts';
import { importRows, revisionsOf, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

const reference = [
  { patientid: '1', filename: 'a.png', sex: 'F', url: 'https://example.org/1' },
  { patientid: '2', filename: 'b.png', sex: 'M', url: 'https://example.org/2' },
];
const other = [
  { patientid: '1', filename: 'a.png', sex: 'M', age: '30', url: 'https://other.example/1' },
  { patientid: '2', filename: 'z.png', sex: 'F', age: '31', url: 'https://other.example/2' },
];

describe('two tables with the same patient ids', () => {
  test('stand side by side when each has its dataset; the reference keeps its ids', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, reference, { files: { 'a.png': 'A' } });
    const second = await importRows(workspace, other, { dataset: 'actualmed', files: { 'a.png': 'B' } });
    expect(second).toMatchObject({
      cases: { new: 2, updated: 0 },
      clashes: [],
      vanishes: [],
      unanswered: false,
    });
    const ids = (await Array.fromAsync(workspace.cases.all())).map(({ id, source: { key, dataset } }) => [
      id,
      key,
      dataset,
    ]);
    expect(ids).toEqual([
      ['collection-1', '1', undefined],
      ['collection-2', '2', undefined],
      ['collection-actualmed-1', '1', 'actualmed'],
      ['collection-actualmed-2', '2', 'actualmed'],
    ]);
    const rows = [...(await rowsOf(workspace)).values()].map(
      ({ patientid, filename }) => `${patientid} ${filename}`,
    );
    expect(rows).toContain('actualmed:2 z.png');
    expect(rows).toContain('2 b.png');
    // Each again changes nothing, of either.
    const before = await revisionsOf(workspace);
    await importRows(workspace, reference);
    expect((await importRows(workspace, other, { dataset: 'actualmed' })).vanishes).toEqual([]);
    expect(await revisionsOf(workspace)).toEqual(before);
    expect((await importRows(workspace, other.slice(1), { dataset: 'actualmed' })).vanishes).toMatchObject([
      { case: 'collection-actualmed-1', image: 'a.png' },
    ]);
  });

  test('a qualified id of an export finds its dataset; in another workspace it is an id like others', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, other, { dataset: 'actualmed' });
    const before = await revisionsOf(workspace);
    const exported = other.map((row) => ({ ...row, patientid: `actualmed:${row.patientid}` }));
    expect(await importRows(workspace, exported)).toMatchObject({
      cases: { new: 0, updated: 0, unchanged: 2 },
    });
    expect(await revisionsOf(workspace)).toEqual(before);
    const elsewhere = temporaryWorkspace();
    await importRows(elsewhere, exported);
    expect([...(await rowsOf(elsewhere)).values()].map(({ patientid }) => patientid)).toEqual([
      'actualmed:1',
      'actualmed:2',
    ]);
    await expect(importRows(elsewhere, other, { dataset: 'actualmed' })).rejects.toThrow(
      /holds a patient actualmed:1.*choose another --dataset/,
    );
  });

  test('a patient of the reference whose id reads like another dataset’s keeps a case of its own', async () => {
    const workspace = temporaryWorkspace();
    await importRows(workspace, [{ ...reference[0], patientid: 'actualmed-1' }]);
    await importRows(workspace, other, { dataset: 'actualmed' });
    expect((await Array.fromAsync(workspace.cases.ids())).length).toBe(3);
  });

  test('an export of all that comes back brings nothing, whatever its files are called there', async () => {
    const workspace = temporaryWorkspace();
    const films = async (shade: number) => {
      const film = sharp({
        create: { width: 4, height: 4, channels: 3, background: { r: shade, g: 9, b: 9 } },
      });
      return { 'a.png': await film.clone().png().toBuffer(), 't.tif': await film.clone().tiff().toBuffer() };
    };
    const scan = { patientid: '1', filename: 't.tif', sex: 'F', url: 'https://example.org/1' };
    await importRows(workspace, [...reference, scan], { files: await films(100) });
    const theirs = [...other, { ...other[0], filename: 't.tif' }];
    await importRows(workspace, theirs, { dataset: 'actualmed', files: await films(200) });
    const out = join(temporaryFolder(), 'out');
    const write = () =>
      exportCollection({ ...workspace, exportOrder: () => workspace.index.exportOrder() }, out);
    await workspace.index.ready();
    await write();
    const images = async () =>
      (await Array.fromAsync(workspace.cases.all())).flatMap((record) =>
        record.images.map(({ id, file, sha256 }) => `${record.id} ${id} ${file} ${sha256}`),
      );
    const [before, table] = [await images(), readFileSync(join(out, 'metadata.csv'), 'utf8')];
    expect(table).toMatch(/,t\.tif\.png,/);
    expect(table).toMatch(/,a-[0-9a-f]{8}\.png,/);
    const again = await importTable(workspace, loadTable(join(out, 'metadata.csv')));
    expect(again).toMatchObject({ appears: [], changes: [], vanishes: [], clashes: [], unusedFiles: [] });
    expect(await images()).toEqual(before);
    await write();
    expect(readFileSync(join(out, 'metadata.csv'), 'utf8')).toBe(table);
    // All of it was one import; a table of one dataset still misses nothing of the others.
    expect((await importRows(workspace, theirs, { dataset: 'actualmed' })).vanishes).toEqual([]);
    // Another film under a name that only an export gives is a film of its own, and the next export parts the two.
    const newer = [...reference, scan, { ...scan, filename: 't.tif.png' }];
    const others = { 't.tif.png': (await films(50))['a.png'] };
    expect((await importRows(workspace, newer, { files: others })).appears).toMatchObject([
      { image: 't.tif.png' },
    ]);
    expect(await write()).toMatchObject({ rows: 7, images: 5 });
    expect(readdirSync(join(out, 'images')).length).toBe(5);
  });
});
