import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { openOutputFolder } from '../../data/files/output-folder.ts';
import type { ImageStore } from '../../data/ports/images.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } });

/** What every store of images must keep to. @param open a fresh one */
export const imagesContract = (open: () => Promise<ImageStore>): void => {
  describe('images', () => {
    const gray16 = async () =>
      sharp(Buffer.alloc(40 * 30 * 2, 7), {
        raw: { width: 40, height: 30, channels: 1, depth: 'ushort' } as never,
      })
        .toColourspace('grey16')
        .png()
        .toBuffer();

    test('are kept byte for byte under their hash, once, typed by content', async () => {
      const images = await open();
      const png = await grey(8, 6).png().toBuffer();
      const stored = await images.put(png);
      const said = { mime: 'image/png', extension: 'png', bytes: png.length };
      expect(stored).toMatchObject({ ...said, width: 8, height: 6 });
      expect(await images.put(png)).toEqual(stored);
      expect(await images.get(stored.sha256)).toEqual(stored);
      expect(Buffer.from(await images.read(stored.sha256)).equals(png)).toBe(true);
      expect(await images.open(stored.sha256)).toMatchObject({ ...said, sha256: stored.sha256 });
      expect((await images.viewable(stored.sha256)).sha256).toBe(stored.sha256);
      expect(await images.get('f'.repeat(64))).toBeNull();
    });

    test('of a batch are all there when it is through, and listed in order', async () => {
      const images = await open();
      const batch = images.batch();
      const kept = [];
      for (const width of [3, 4, 5]) kept.push(await batch.put(await grey(width, 2).png().toBuffer()));
      await batch.commit();
      expect(await Array.fromAsync(images.all())).toEqual(kept.map(({ sha256 }) => sha256).sort());
    });

    test('are read as a stream, whole or in part, and go into an output folder as they are', async () => {
      const images = await open();
      const png = await grey(8, 6).png().toBuffer();
      const picture = await images.open((await images.put(png)).sha256);
      expect((await buffer(picture.stream())).equals(png)).toBe(true);
      expect((await buffer(picture.stream({ start: 1, end: 3 }))).toString()).toBe('PNG');
      const target = join(temporaryFolder(), 'out');
      const folder = openOutputFolder(target, () => false);
      expect(await picture.copyInto(folder, 'a/b.png')).toMatchObject({
        sha256: picture.sha256,
        bytes: png.length,
      });
      folder.commit();
      expect(readFileSync(join(target, 'a', 'b.png')).equals(png)).toBe(true);
    });

    test('of 16 bit get an 8-bit PNG beside, the original stays', async () => {
      const images = await open();
      const bytes = await gray16();
      const { sha256 } = await images.put(bytes);
      for (const view of [await images.viewable(sha256), await images.viewable(sha256)]) {
        expect(view).toMatchObject({ sha256: null, mime: 'image/png', extension: 'png' });
        const drawn = await view.read();
        expect(drawn.length).toBe(view.bytes);
        expect((await sharp(drawn).metadata()).depth).toBe('uchar');
      }
      expect(Buffer.from(await images.read(sha256)).equals(bytes)).toBe(true);
    });

    test('are drawn anew where they must not be shown as they came', async () => {
      const images = await open();
      const { sha256 } = await images.put(
        await grey(9, 7)
          .withExif({ IFD0: { Artist: 'Ana' } })
          .jpeg()
          .toBuffer(),
      );
      const drawn = await images.redrawn(sha256);
      expect(drawn).toMatchObject({ sha256: null, mime: 'image/png' });
      expect(await sharp(await drawn.read()).metadata()).toMatchObject({ width: 9, height: 7 });
      expect(Buffer.from(await drawn.read()).includes('Ana')).toBe(false);
    });

    test('thumbnails fit their box and are the same each time', async () => {
      const images = await open();
      const { sha256 } = await images.put(
        await sharp({ create: { width: 400, height: 100, channels: 3, background: '#333' } })
          .jpeg()
          .toBuffer(),
      );
      const asked = await Promise.all([64, 64, 64].map((size) => images.thumbnail(sha256, size)));
      const [small, ...others] = await Promise.all(asked.map((picture) => picture.read()));
      expect(await sharp(small).metadata()).toMatchObject({ width: 64, height: 16, format: 'jpeg' });
      for (const other of [...others, await (await images.thumbnail(sha256, 64)).read()])
        expect(other).toEqual(small);
      await expect(images.thumbnail(sha256, 5)).rejects.toThrow(/not between/);
    });

    test('that are none are kept as bytes and named when shown', async () => {
      const images = await open();
      const { sha256, mime } = await images.put(Buffer.from('<html>not found</html>'));
      expect(mime).toBe('application/octet-stream');
      await expect(images.thumbnail(sha256, 64)).rejects.toThrow(/cannot be decoded/);
      await expect(images.put(Buffer.alloc(0))).rejects.toThrow(/0 bytes/);
      await expect(images.read('f'.repeat(64))).rejects.toThrow(/not in the workspace/);
      for (const hash of ['../../etc/passwd', '', 'F'.repeat(64)]) {
        await expect(images.get(hash), hash).rejects.toThrow(/no SHA-256/);
        await expect(images.open(hash), hash).rejects.toThrow(/no SHA-256/);
        await expect(images.thumbnail(hash, 64), hash).rejects.toThrow(/no SHA-256/);
        await expect(images.redrawn(hash), hash).rejects.toThrow(/no SHA-256/);
      }
    });
  });
};
