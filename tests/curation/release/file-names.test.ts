import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkWorkspace } from '../../../curation/checks/check-workspace.ts';
import { exportCollection } from '../../../curation/release/export.ts';
import type { CaseDraft } from '../../../data/format/case.ts';
import { draftOf, imageDraft } from '../../helpers/drafts.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';
import { tinyPng } from '../../helpers/tiny-png.ts';

type Imported = NonNullable<CaseDraft['images'][number]['imported']>;

const fromTable = (row: number): Imported => ({
  table: 'metadata.csv',
  row,
  folder: 'images',
});

/** A workspace with one case of each list of file names, exported. */
async function exported(site: 'eurorad' | 'collection', ...cases: readonly string[][]) {
  const workspace = temporaryWorkspace();
  let count = 0;
  for (const [at, files] of cases.entries()) {
    const images: CaseDraft['images'] = [];
    for (const file of files) {
      count += 1;
      const { sha256 } = await workspace.images.put(await tinyPng(`film ${count}`));
      const image = { ...imageDraft(`i${count}`, count), file, sha256 };
      images.push(site === 'collection' ? { ...image, imported: fromTable(count + 1) } : image);
    }
    await workspace.cases.put(draftOf(`${site}-${at + 1}`, { images, texts: [] }));
  }
  await workspace.index.ready();
  const { index } = workspace;
  const source = { ...workspace, exportOrder: () => index.exportOrder() };
  const once = async () => {
    const out = join(temporaryFolder(), 'out');
    const result = await exportCollection(source, out);
    const names = readFileSync(join(out, 'metadata.csv'), 'utf8');
    return { result, files: readdirSync(join(out, 'images')).sort(), names };
  };
  const first = await once();
  expect((await once()).files).toEqual(first.files);
  const { findings } = await checkWorkspace({ ...workspace, storedImages: undefined } as never);
  return { ...first, findings };
}

const hard: readonly [string, readonly string[]][] = [
  ['that differ in case', ['A.png', 'a.png', 'b.png']],
  ['with separators', ['a/b.png', 'a\\b.png', 'a-b.png']],
  ['of 300 letters', [`${'x'.repeat(296)}.png`, `${'x'.repeat(295)}y.png`]],
  ['of long letters', [`${'ü'.repeat(200)}.png`, `${'ü'.repeat(201)}.png`]],
  ['that are alike', ['a.png', 'A.png', 'a.PNG', 'A.jpg']],
  ['that name no file', ['..', '.', ' ', '...']],
  ['that another system refuses', ['a:b.png', 'a?.png', 'c. ']],
];

describe('file names', () => {
  for (const site of ['eurorad', 'collection'] as const)
    test.each(hard)(
      `%s never fail an export (${site}): each gets a name of its own`,
      async (_which, files) => {
        const { result, files: written, names, findings } = await exported(site, [...files]);
        expect(result).toMatchObject({ rows: files.length, images: files.length, missing: 0 });
        expect(new Set(written.map((name) => name.toLowerCase())).size).toBe(files.length);
        for (const name of written) {
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
          expect(name).not.toMatch(/[\\/:*?"<>|]|^\s|[\s.]$/);
          expect(names).toContain(name);
        }
        const proposed = findings
          .filter(({ rule }) => rule === 'unsafe-file-name' || rule === 'file-name-twice')
          .map(({ values }) => String(values?.['proposed'] ?? ''));
        for (const name of proposed)
          expect(written.some((one) => one.startsWith(name.replace(/\.\w+$/, '')))).toBe(true);
      },
    );

  test('that two tables use for different images are kept apart; the first keeps it', async () => {
    const { files, findings } = await exported('collection', ['film.png', 'other.png'], ['FILM.png']);
    expect(files).toEqual([expect.stringMatching(/^FILM-[0-9a-f]{8}\.png$/), 'film.png', 'other.png']);
    expect(findings.find(({ rule }) => rule === 'file-name-twice')?.message).toContain(
      `it goes out as '${files[0]}'`,
    );
  });

  test('that are plain stay as they are', async () => {
    const { files } = await exported('collection', ['1-s2.0-S0140 fig1.png', 'Müller.png', 'a.png', 'a.jpg']);
    expect(files.sort()).toEqual(['1-s2.0-S0140 fig1.png', 'Müller.png', 'a.jpg', 'a.png'].sort());
  });
});
