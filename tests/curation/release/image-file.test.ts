import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exportCollection } from '../../../curation/release/export.ts';
import { outgoingName, placeImage } from '../../../curation/release/image-file.ts';
import { openOutputFolder } from '../../../data/files/output-folder.ts';
import { readMetadataTable } from '../../../scrapers/collection/read-table.ts';
import { draftOf } from '../../helpers/drafts.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { names, plantedFiles } from '../../helpers/planted.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';
import { greyTiff } from '../../helpers/tiff.ts';
import { tinyPng } from '../../helpers/tiny-png.ts';

test('the original that goes out because its view cannot be drawn leaves the names behind as well', async () => {
  const { cases, images } = temporaryWorkspace();
  const planted = Object.entries(await plantedFiles()).find(([name]) => name.endsWith('.jpg'))?.[1];
  if (planted === undefined) throw new Error('no planted JPEG');
  const { sha256 } = await images.put(planted);
  const view = await images.put(Buffer.from('no picture at all'));
  const draft = draftOf('eurorad-1');
  const record = (await cases.put(draft)).case;
  const image = record.images[0];
  if (image === undefined) throw new Error('no image');
  const folder = openOutputFolder(join(temporaryFolder(), 'out'), () => false);
  const placed = await placeImage(images, folder, { ...image, sha256, viewSha256: view.sha256 }, 'a.jpg');
  expect(placed?.undecodable).toMatch(/cannot be decoded/);
  expect(placed?.stripped.length).toBeGreaterThan(0);
  expect(names(planted)).toBe(true);
  expect(placed?.written.bytes).toBeLessThan(planted.length);
  folder.discard();
});

test.each<[string, string, () => Promise<Buffer>, string]>([
  [
    'a TIFF',
    't.tif',
    async () =>
      greyTiff(
        Uint8Array.from({ length: 256 }, (_, at) => at),
        16,
        1,
      ),
    't.tif.png',
  ],
  ['a PNG called TIFF', 'p.tiff', () => tinyPng('p'), 'p.tiff.png'],
  ['a PNG called JPEG, which readers go by the bytes of', 'j.jpg', () => tinyPng('j'), 'j.jpg'],
  ['a PNG with an ending that is none', 'a.fig2', () => tinyPng('a'), 'a.fig2'],
])(
  'of an imported table %s goes out under a name that readers decode it by',
  async (_kind, name, bytes, given) => {
    const workspace = await workspaceOfRows([{ filename: name }], { [name]: await bytes() });
    const out = join(temporaryFolder(), 'out');
    const { renamed } = await exportCollection(releaseSource(workspace), out);
    expect(renamed).toEqual(given === name ? [] : [{ from: name, to: given }]);
    expect(readdirSync(join(out, 'images'))).toEqual([given]);
    const [row] = readMetadataTable(readFileSync(join(out, 'metadata.csv')), 'metadata.csv');
    expect(row?.cells.filename).toBe(given);
    const [record] = await Array.fromAsync(workspace.cases.all());
    const image = record?.images[0];
    // What lists rows without writing their files names them alike.
    expect(image && (await outgoingName(workspace.images, image, name))).toBe(given);
    const { format } = await sharp(join(out, 'images', given)).metadata();
    expect(format).toBe('png');
  },
);
