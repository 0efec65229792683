import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { MayNameSomebody, stripIdentity } from '../../../data/identity/strip.ts';
import { film } from '../../helpers/pictures.ts';
import { names, plantedFiles, refusedFiles, tiffPacked, tiffWith } from '../../helpers/planted.ts';

const pixels = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes, { failOn: 'none' }).raw().toBuffer();
const planted = await plantedFiles();
const refused = await refusedFiles();

/** Bytes as somebody would look through them: what is packed is unpacked. */
const opened = (bytes: Uint8Array): Buffer => {
  const file = Buffer.from(bytes);
  return file[0] === 0x1f ? Buffer.concat([file, gunzipSync(file)]) : file;
};

describe('a file that is stripped', () => {
  test.each(Object.keys(planted))('%s names nobody any more, and is told by its place', async (name) => {
    const file = planted[name] as Buffer;
    const { bytes, found } = stripIdentity(file);
    expect(names(opened(bytes))).toBe(false);
    expect(found.length).toBeGreaterThan(0);
    expect(names(Buffer.from(JSON.stringify(found)))).toBe(false);
    // Nothing of it is left to be found, and what is left is the same file.
    expect(stripIdentity(bytes)).toEqual({ bytes, found: [] });
    if (/\.(jpg|png|webp|gif|tif)$/.test(name)) {
      expect((await pixels(bytes)).equals(await pixels(file))).toBe(true);
    }
  });

  test.each(Object.keys(refused))('%s is refused, with the reason and the remedy', (name) => {
    let message = '';
    try {
      stripIdentity(refused[name] as Buffer);
    } catch (error) {
      expect(error).toBeInstanceOf(MayNameSomebody);
      message = (error as Error).message;
    }
    expect(message).toMatch(/^it cannot be told free of identity: .+; to mend: .+exclude the image$/);
    expect(names(Buffer.from(message))).toBe(false);
  });

  test('keeps its orientation, its colours and its resolution', async () => {
    for (const name of ['exif.jpg', 'exif-big.jpg', 'exif.png', 'exif.webp']) {
      const { bytes } = stripIdentity(planted[name] as Buffer);
      expect([name, (await sharp(bytes).metadata()).orientation]).toEqual([name, 6]);
    }
    const colours = sharp(await film(4))
      .toColourspace('srgb')
      .withIccProfile('p3');
    for (const file of [
      await colours.clone().withDensity(300).png().toBuffer(),
      await colours
        .clone()
        .withExif({ IFD0: { Artist: 'Zaphod' } })
        .jpeg()
        .toBuffer(),
    ]) {
      const { bytes } = stripIdentity(file);
      const [before, after] = await Promise.all([sharp(file).metadata(), sharp(bytes).metadata()]);
      expect(after.icc?.equals(before.icc as Buffer)).toBe(true);
      if (before.format === 'png') expect(after.density).toBe(300);
    }
  });

  test('of words in a colour profile loses these, not the profile', async () => {
    const file = await sharp(await film(4))
      .withIccProfile('srgb')
      .jpeg()
      .toBuffer();
    const form = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
    const planted = Buffer.from(file);
    form('Zaph').copy(planted, file.indexOf(form('sRGB')));
    const { bytes, found } = stripIdentity(planted);
    expect(Buffer.from(bytes).includes(form('Zaph'))).toBe(false);
    expect(found.map(({ place }) => place)).toContain('words of the colour profile');
    expect((await sharp(bytes).metadata()).icc?.length).toBeGreaterThan(100);
  });

  test('without such things is the same bytes, whatever wrote it', async () => {
    const picture = sharp(await film(5));
    const files = [
      await picture.clone().png().toBuffer(),
      await picture.clone().png({ palette: true }).toBuffer(),
      await picture.clone().jpeg().toBuffer(),
      await picture.clone().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      await picture.clone().webp().toBuffer(),
      await picture.clone().gif().toBuffer(),
      tiffWith([]),
    ];
    for (const file of files) {
      const { bytes, found } = stripIdentity(file);
      expect([found, Buffer.from(bytes).equals(file)]).toEqual([[], true]);
    }
  });

  test('that is a TIFF whose strip holds more than its rows is refused', () => {
    const more = Buffer.from('Zaphod^Quixotzky', 'latin1');
    const file = tiffPacked((rows) => deflateSync(Buffer.concat([rows, more]), { level: 0 }));
    expect(() => stripIdentity(file)).toThrow(MayNameSomebody);
    expect(stripIdentity(tiffPacked(deflateSync)).found).toEqual([]);
  });

  test('that is a volume keeps its kind and where its voxels lie', () => {
    const volume = Buffer.from(gunzipSync(planted['words.nii.gz'] as Buffer));
    volume.writeInt16LE(1, 254);
    [-0.7, 0.1, 2, -90.5, 0.1, 0.9, 0, -126.25, 0, 0.2, 1.5, -72].forEach((number, at) => {
      volume.writeFloatLE(number, 280 + 4 * at);
    });
    for (const kind of ['n+1\0', 'ni1\0']) {
      volume.write(kind, 344, 'latin1');
      const made = Buffer.from(stripIdentity(volume).bytes);
      expect(made.toString('latin1', 344, 348)).toBe(kind);
      expect(made.subarray(252, 328).equals(volume.subarray(252, 328))).toBe(true);
      expect(names(made)).toBe(false);
    }
  });

  test('that is a bitmap has no room for words in its palette, rows or numbers', () => {
    const [width, height] = [219, 40];
    const file = Buffer.alloc(1_078 + 220 * height, 60);
    file.write('BM', 0, 'latin1');
    [file.length, 0, 1_078, 40, width, height].forEach((number, at) => {
      file.writeUInt32LE(number, 2 + 4 * at);
    });
    file.writeUInt32LE(1 | (8 << 16), 26);
    for (const at of [30, 34, 46, 50]) file.writeUInt32LE(0, at);
    file.write('Zaphod^Q', 38, 'latin1');
    const { bytes, found } = stripIdentity(file);
    expect(found.map(({ place }) => place)).toEqual([
      'resolution',
      'fourth bytes of the palette',
      'bytes behind rows',
    ]);
    expect(bytes.length).toBe(file.length);
    expect([bytes[57], bytes[1_078 + 219], bytes[1_078 + 218], bytes[1_080 + 220]]).toEqual([0, 0, 60, 60]);
    expect(stripIdentity(bytes)).toEqual({ bytes, found: [] });
  });

  test('that is JPEG 2000 has no words behind its picture, among its brands, in strange markers or numbers', () => {
    const word = Buffer.from('Zaphod^Quixotzky', 'latin1');
    const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
    const size = hex(
      'ff51 0029 0000 00000008 00000008 00000000 00000000 00000008 00000008 00000000 00000000 0001 070101',
    );
    const coding = hex('ff52 000c 00 00 0001 00 00 04 04 00 01 ff5c 0004 40 40');
    const code = (marker: string, behind = ''): Buffer =>
      Buffer.concat([
        hex('ff4f'),
        size,
        coding,
        ...(marker === '' ? [] : [hex(`${marker} 0014 0001`), word]),
        hex('ff90 000a 0000 00000012 0001 ff93 00000000 ffd9'),
        ...(behind === '' ? [] : [word]),
      ]);
    const box = (type: string, ...data: Buffer[]): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(8 + Buffer.concat(data).length);
      return Buffer.concat([length, Buffer.from(type, 'latin1'), ...data]);
    };
    const file = (brands: Buffer, inside: Buffer, coded: Buffer): Buffer =>
      Buffer.concat([
        box('jP  ', hex('0d0a870a')),
        box('ftyp', brands),
        box(
          'jp2h',
          box('ihdr', hex('00000008 00000008 0001 07070000')),
          box('colr', hex('010000 00000011')),
          inside,
        ),
        box('jp2c', coded),
      ]);
    const brands = Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1');
    const none = Buffer.alloc(0);
    const resolution = (numbers: Buffer): Buffer => box('res ', box('resc', numbers));
    const sound = file(brands, resolution(hex('2710 0001 2710 0001 0000')), code(''));
    expect(stripIdentity(sound)).toEqual({ bytes: sound, found: [] });
    for (const planted of [
      code('', 'behind'),
      code('ff64'),
      file(brands, none, code('', 'behind')),
      file(Buffer.concat([brands, word]), none, code('')),
    ]) {
      const { bytes, found } = stripIdentity(planted);
      expect([found.length, names(Buffer.from(bytes))]).toEqual([1, false]);
      expect(stripIdentity(bytes)).toEqual({ bytes, found: [] });
    }
    for (const planted of [code('ff6f'), file(brands, resolution(word.subarray(0, 10)), code(''))])
      expect(() => stripIdentity(planted)).toThrow(MayNameSomebody);
  });

  test('of lengths that lie, endless chunks and noise is refused or stripped, never a crash', () => {
    const seeds = [...Object.values(planted), ...Object.values(refused)];
    fc.assert(
      fc.property(
        fc.nat({ max: seeds.length - 1 }),
        fc.array(fc.tuple(fc.nat({ max: 4_000 }), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.nat({ max: 60_000 }),
        (which, changes, length) => {
          const file = Buffer.from((seeds[which] as Buffer).subarray(0, Math.max(4, length)));
          for (const [at, value] of changes) if (at >= 4 && at < file.length) file[at] = value;
          try {
            const { bytes } = stripIdentity(file);
            expect(bytes.length).toBeLessThanOrEqual(file.length + 1_000);
          } catch (error) {
            expect(error).toBeInstanceOf(MayNameSomebody);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    const picture = planted['comment.jpg'] as Buffer;
    const segments = Array.from({ length: 60_000 }, () => Buffer.from([0xff, 0xe5, 0, 3, 7]));
    const endless = Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]);
    expect(() => stripIdentity(endless)).toThrow(MayNameSomebody);
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(() => stripIdentity(bomb)).toThrow(MayNameSomebody);
  });
});

const real = resolve(import.meta.dirname, '../../../../shared/real/collection/images');

describe.skipIf(!existsSync(real))('the real images (skipped where ../shared/real is not at hand)', () => {
  test('are the same bytes but where something stands beside the picture, and the same pixels everywhere', async () => {
    const changed: string[] = [];
    for (const name of readdirSync(real)) {
      const file = readFileSync(join(real, name));
      const { bytes, found } = stripIdentity(file);
      if (found.length === 0) {
        expect(Buffer.from(bytes).equals(file)).toBe(true);
        continue;
      }
      changed.push(name);
      expect((await pixels(bytes)).equals(await pixels(file))).toBe(true);
    }
    // Counted with another reader: 29 JPEGs with EXIF, XMP or IPTC, 2 with an editor's data behind them, 2 PNGs with text.
    expect(changed).toHaveLength(33);
  }, 60_000);
});
