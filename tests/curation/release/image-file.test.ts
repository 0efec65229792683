import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeImage } from '../../../curation/release/image-file.ts';
import { openOutputFolder } from '../../../data/files/output-folder.ts';
import { draftOf } from '../../helpers/drafts.ts';
import { names, plantedFiles } from '../../helpers/planted.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

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
