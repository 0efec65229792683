import { describe, expect, test } from 'vitest';
import { importRows, revisionsOf, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryWorkspace } from '../../helpers/temporary.ts';

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
});
