import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { licencePolicy } from '../../../curation/release/licence-policy.ts';
import { type ReleaseOptions, releaseWorkspace } from '../../../curation/release/release.ts';
import type { MetadataRow } from '../../../data/fields/columns.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { film } from '../../helpers/pictures.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

let films: Buffer[];
beforeAll(async () => {
  films = await Promise.all([41, 42].map((seed) => film(seed)));
});

/** A release of rows named a.png, b.png with a picture each; gives its folder and a reader of its files. */
async function released(rows: readonly Partial<MetadataRow>[], options: ReleaseOptions = {}) {
  const names = ['a.png', 'b.png'];
  const workspace = await workspaceOfRows(
    rows.map((row, at) => ({ patientid: '1', filename: names[at] as string, offset: String(at), ...row })),
    Object.fromEntries(rows.map((_, at) => [names[at], films[at] ?? Buffer.alloc(0)])),
  );
  const out = join(temporaryFolder(), 'out');
  await releaseWorkspace(releaseSource(workspace), out, { version: '1.0.0', ...options });
  return { workspace, out, read: (path: string) => readFileSync(join(out, path), 'utf8') };
}

/** Whether anything is to be seen in a release's montage: its ground is one dark grey, empty cells too. */
const montageShows = async (out: string): Promise<boolean> =>
  ((await sharp(join(out, 'montage.png')).stats()).channels[0]?.max ?? 0) > 16;

describe('the documents of a release', () => {
  test('speak of one image, one patient and one country as of one', async () => {
    const { read } = await released([{ location: 'Rome, Italy', sex: '', age: '' }]);
    const card = read('README.md');
    expect(card).toContain('1 image of 1 patient from 1 country; 1 frontal and 0 lateral radiographs.');
    expect(card).toContain('no other finding is among them');
    expect(card).toContain('each row is a group of its own');
    expect(card).toContain('No patient has an age.');
    expect(card).toContain('Of 1 patient 1 (100 %) of unstated sex.');
    for (const path of ['README.md', 'CHANGELOG.md', 'statistics.html'])
      expect(read(path), path).not.toMatch(/\b1 (?:images|patients|countries|rows|groups)\b/);
  });

  test('do not count what is undecided as a finding', async () => {
    const { read } = await released([{}, { patientid: '2', finding: 'todo', doi: '10.1000/b' }]);
    expect(read('README.md')).toContain(
      '1 (50 %) of the images show COVID-19; no other finding is among them',
    );
  });

  test('name a licence to cite only where there is one for all', async () => {
    const one = await released([{ license: 'CC BY 4.0' }]);
    expect(one.read('CITATION.cff')).toMatch(/^license: CC-BY-4\.0$/m);
    const two = await released([{ license: 'CC BY 4.0' }, { license: 'CC BY-NC-SA 4.0' }]);
    expect(two.read('CITATION.cff')).not.toMatch(/^license/m);
    expect((await released([{ license: 'CC BY' }])).read('CITATION.cff')).not.toMatch(/^license/m);
  });

  test('show no image in the montage whose licence forbids changes', async () => {
    const free = await released([{ license: 'CC BY 4.0' }]);
    expect(await montageShows(free.out)).toBe(true);
    const bound = await released([{ license: 'CC BY-NC-ND 4.0' }]);
    expect(bound.read('metadata.csv')).toContain('a.png');
    expect(await montageShows(bound.out)).toBe(false);
  });

  test('keep a reason of several lines in its place in the list', async () => {
    const workspace = await workspaceOfRows([{ filename: 'a.png', temperature: '95' }], {
      'a.png': films[0] ?? Buffer.alloc(0),
    });
    await workspace.reviews.append('collection-1', [
      {
        id: 'w',
        at: '2026-03-04T00:00:00.000Z',
        by: 'Ana Costa',
        kind: 'waiver',
        rule: 'out-of-range',
        target: { patient: null, image: null },
        field: null,
        reason: 'as published\n\n## Warranty\n\nnone',
      },
    ]);
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1.0.0' });
    const card = readFileSync(join(out, 'README.md'), 'utf8');
    expect(card).toContain('as published ## Warranty none\n');
    expect(card).not.toMatch(/^## Warranty/m);
  });
});

describe('options of a release', () => {
  test.each([
    [{ date: '2026-02-31' }, /'2026-02-31' is no date/],
    [{ version: 'latest' }, /'latest' is no version/],
    [{ licences: 'cc-foo' }, /'cc-foo' is neither/],
  ])('%j is refused in the words it was given', async (options, message) => {
    await expect(released([{}], options)).rejects.toThrow(message);
  });

  test('codes of licences are read in any case', () => {
    expect(licencePolicy('cc-by').allows('CC-BY-4.0')).toBe(true);
  });

  test('a version is given once', async () => {
    const { workspace, out } = await released([{}]);
    const again = releaseWorkspace(releaseSource(workspace), join(temporaryFolder(), 'again'), {
      version: '1.0.0',
      previous: out,
    });
    await expect(again).rejects.toThrow(/1\.0\.0 is the version of the previous release/);
  });

  test.each(['{"version":', '{"version":1}'])(
    'a previous release with %j as its facts is damaged',
    async (facts) => {
      const previous = join(temporaryFolder(), 'previous');
      mkdirSync(previous);
      writeFileSync(join(previous, 'release.json'), facts);
      writeFileSync(join(previous, 'metadata.csv'), 'filename\n');
      await expect(released([{}], { version: '2.0.0', previous })).rejects.toThrow(
        /release\.json is damaged/,
      );
    },
  );
});
