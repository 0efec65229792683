import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foldReview } from '../../../curation/record/fold.ts';
import type { Workspace } from '../../../data/ports/workspace.ts';
import { importHannover, loadHannover } from '../../../scrapers/hannover/import.ts';
import type { ImportOptions } from '../../../scrapers/merge/import-table.ts';
import { decide } from '../../helpers/drafts.ts';
import { revisionsOf, rowsOf } from '../../helpers/import-rounds.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

const header =
  'patient_id,image_id,sex,age,size,weight,admission_offset,icu_admission_offset,icu_release_offset,death_offset,modality,projection,crp_offset,crp_val,lymphocytes_offset,lymphocytes_val,neutrophils_offset,neutrophils_val,po2_offset,po2_val';
const rows = [
  'aa01,i1,m,,,,0,2,8,,CR,ap,,,0,0.9,,,,',
  'aa01,i2,m,,,,-4,-2,4,,CR,ap,,,,,,,,',
  'bb02,i3,f,,,,3,,,10,DX,pa,,,,,,,,',
];

const load = (
  workspace: Workspace,
  table: readonly string[],
  options: ImportOptions = {},
  bytes?: string,
) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'data.csv'), [header, ...table].join('\n'));
  mkdirSync(join(folder, 'png'));
  if (bytes)
    for (const id of ['i1', 'i2', 'i3']) writeFileSync(join(folder, 'png', `${id}.png`), `${id} ${bytes}`);
  return importHannover(workspace, loadHannover(join(folder, 'data.csv')), options);
};

const courseOf = async (workspace: Workspace, patient: string): Promise<string[]> =>
  foldReview(await workspace.reviews.get(`hannover-${patient}`)).events.map(
    ({ type, day }) => `${type} ${day.from}`,
  );

test('a newer table without images, and one that lacks rows, take nothing away', async () => {
  const workspace = temporaryWorkspace();
  await load(workspace, rows, {}, 'png');
  const [before, revisions] = [await rowsOf(workspace), await revisionsOf(workspace)];
  expect(await load(workspace, rows)).toMatchObject({ cases: { unchanged: 2 }, missing: [], changes: [] });
  expect(await revisionsOf(workspace)).toEqual(revisions);
  const part = await load(workspace, rows.slice(1, 2));
  expect(part).toMatchObject({ unanswered: true });
  expect(part.vanishes.map(({ image }) => image).sort()).toEqual(['i1.png', 'i3.png']);
  const after = await rowsOf(workspace);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [file, { sha256 }] of before) expect([file, after.get(file)?.sha256]).toEqual([file, sha256]);
  expect(after.get('hannover-aa01_i1.png')).toEqual(before.get('hannover-aa01_i1.png'));
});

test('a day that was corrected replaces the day of the earlier import, there and back', async () => {
  const workspace = temporaryWorkspace();
  await load(workspace, rows);
  const before = await courseOf(workspace, 'bb02');
  expect(before).toContain('death 7');
  const later = [...rows.slice(0, 2), rows[2]?.replace(',10,', ',12,') ?? ''];
  expect((await load(workspace, later)).changes).toContainEqual(
    expect.objectContaining({ field: 'death', before: 'day 7', now: 'day 9' }),
  );
  expect(await courseOf(workspace, 'bb02')).toEqual(['admission 0', 'death 9']);
  await load(workspace, rows);
  expect((await courseOf(workspace, 'bb02')).sort()).toEqual(before.sort());
});

test('what a person decided or entered stays', async () => {
  const workspace = temporaryWorkspace();
  await load(workspace, rows);
  const death = foldReview(await workspace.reviews.get('hannover-bb02')).events.find(
    ({ type }) => type === 'death',
  );
  if (!death) throw new Error('the death of bb02 was not imported');
  await workspace.reviews.append('hannover-bb02', [
    decide('survival', 'yes'),
    {
      id: 'moved',
      at: '2026-01-03T00:00:00.000Z',
      by: 'ana',
      kind: 'event',
      event: { ...death, day: { from: 5, to: 5, anchor: 'admission', certainty: 'exact' } },
    },
  ]);
  const revisions = await revisionsOf(workspace);
  const again = await load(workspace, rows);
  expect(await revisionsOf(workspace)).toEqual(revisions);
  expect(again.keptDecisions.map(({ field, by }) => [field, by])).toEqual([
    ['survival', 'ana'],
    ['death', 'ana'],
  ]);
  await load(workspace, [...rows.slice(0, 2), rows[2]?.replace(',10,', ',12,') ?? '']);
  expect(await courseOf(workspace, 'bb02')).toEqual(['admission 0', 'death 5']);
  expect([...(await rowsOf(workspace)).values()].at(-1)?.survival).toBe('Y');
});
