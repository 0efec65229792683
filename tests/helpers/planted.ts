import { deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { typeSizes } from '../../data/identity/exif.ts';
import { pngChunk } from '../../scrapers/papers/pdf/pixels/png.ts';
import { film } from './pictures.ts';
import { plantedWithin } from './planted-within.ts';

/** Stands in no picture by chance; as Latin-1 and as UTF-16 in both orders it must be in nothing that leaves. */
export const NAME = 'Zaphod^Quixotzky';

const latin = Buffer.from(NAME, 'latin1');
const wide = Buffer.from(NAME, 'utf16le');

/** Whether the name stands in bytes, in any of the ways it was planted. */
export const names = (bytes: Buffer): boolean =>
  [latin, wide, Buffer.from(wide).swap16()].some((form) => bytes.includes(form));

const length16 = (data: Buffer): Buffer => Buffer.from([(data.length + 2) >> 8, (data.length + 2) & 255]);
const segment = (marker: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker]), length16(data), data]);
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const xmp = latin1(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${NAME}</dc:creator></x:xmpmeta>`);

/** An EXIF block: orientation 6, a description in Latin-1, a title in UTF-16, in either byte order. */
export function exif(little = true): Buffer {
  const two = (value: number): Buffer =>
    little ? Buffer.from([value & 255, value >> 8]) : Buffer.from([value >> 8, value & 255]);
  const four = (value: number): Buffer => {
    const made = Buffer.alloc(4);
    if (little) made.writeUInt32LE(value);
    else made.writeUInt32BE(value);
    return made;
  };
  const words = 8 + 2 + 3 * 12 + 4;
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer =>
    Buffer.concat([two(tag), two(type), four(count), value]);
  return Buffer.concat([
    latin1(little ? 'II*\0' : 'MM\0*'),
    four(8),
    two(3),
    entry(0x010e, 2, latin.length, four(words)),
    entry(0x0112, 3, 1, Buffer.concat([two(6), two(0)])),
    entry(0x9c9b, 1, wide.length, four(words + latin.length)),
    four(0),
    latin,
    wide,
  ]);
}

const chunked = (type: string, data: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([latin1(type), size, data, Buffer.alloc(data.length % 2)]);
};

/** A RIFF file whose length and flags follow from its chunks. */
function webpWith(plain: Buffer, chunks: Buffer[], flags: number): Buffer {
  const [width, height] = [419, 461];
  const extended = Buffer.from([flags, 0, 0, 0, width & 255, width >> 8, 0, height & 255, height >> 8, 0]);
  const body = Buffer.concat([latin1('WEBP'), chunked('VP8X', extended), plain.subarray(12), ...chunks]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** An uncompressed grey TIFF; `extra` are words under the given tags. */
export function tiffWith(
  extra: readonly (readonly [tag: number, type: number, data: Buffer])[],
  tail = Buffer.alloc(0),
): Buffer {
  const side = 220;
  const pixels = Buffer.alloc(side * side, 90);
  const numbers = [
    [256, side],
    [257, side],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, pixels.length],
  ] as const;
  const start = 8 + pixels.length;
  const count = numbers.length + extra.length;
  let free = start + 2 + count * 12 + 4;
  const entries = [
    ...numbers.map(([tag, value]) => [tag, 4, 1, value] as const),
    ...extra.map(([tag, type, data]) => {
      const at = free;
      free += data.length;
      return [tag, type, data.length / (typeSizes[type] ?? 1), at] as const;
    }),
  ];
  const directory = Buffer.alloc(2 + count * 12 + 4);
  directory.writeUInt16LE(count, 0);
  entries.forEach(([tag, type, values, value], index) => {
    directory.writeUInt16LE(tag, 2 + index * 12);
    directory.writeUInt16LE(type, 4 + index * 12);
    directory.writeUInt32LE(values, 6 + index * 12);
    directory.writeUInt32LE(value, 10 + index * 12);
  });
  const head = latin1('II*\0\0\0\0\0');
  head.writeUInt32LE(start, 4);
  return Buffer.concat([head, pixels, directory, ...extra.map(([, , data]) => data), tail]);
}

/** A grey BMP of 8 bits, with room between its palette and its pixels. */
function bmpWith(gap: Buffer): Buffer {
  const side = 220;
  const head = Buffer.alloc(54 + 1_024);
  const pixels = head.length + gap.length;
  head.write('BM', 0, 'latin1');
  head.writeUInt32LE(pixels + side * side, 2);
  head.writeUInt32LE(pixels, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(side, 18);
  head.writeInt32LE(side, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  for (let grey = 0; grey < 256; grey += 1) head.fill(grey, 54 + grey * 4, 57 + grey * 4);
  return Buffer.concat([head, gap, Buffer.alloc(side * side, 90)]);
}

/** A volume of 2 x 2 x 2 voxels with words in its header and an extension behind it. */
function niftiWith(words: Buffer): Buffer {
  const head = Buffer.alloc(348);
  head.writeInt32LE(348, 0);
  [3, 2, 2, 2].forEach((value, index) => {
    head.writeInt16LE(value, 40 + 2 * index);
  });
  head.writeInt16LE(2, 70);
  head.writeInt16LE(8, 72);
  words.copy(head, 148);
  words.copy(head, 228, 0, 24);
  head.write('n+1\0', 344, 'latin1');
  const extension = Buffer.alloc(48);
  extension.writeInt32LE(48, 0);
  words.copy(extension, 8);
  head.writeFloatLE(words.length > 0 ? 400 : 352, 108);
  return words.length > 0
    ? Buffer.concat([head, Buffer.from([1, 0, 0, 0]), extension, Buffer.alloc(8, 7), words])
    : Buffer.concat([head, Buffer.alloc(4), Buffer.alloc(8, 7)]);
}

const behind = (bytes: Buffer, at: number, part: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);

/** Files that name a patient, each in one place of its format, under the name they are stored by. */
export async function plantedFiles(): Promise<Record<string, Buffer>> {
  // Each shows another person, so that no check takes two of them for the same film.
  let seed = 0;
  const png = (): Promise<Buffer> => {
    seed += 1;
    return film(seed);
  };
  const jpeg = async (): Promise<Buffer> =>
    sharp(await png())
      .jpeg({ quality: 90 })
      .toBuffer();
  const webp = async (): Promise<Buffer> =>
    sharp(await png())
      .webp({ lossless: true })
      .toBuffer();
  const gif = async (): Promise<Buffer> =>
    sharp(await png())
      .gif()
      .toBuffer();
  const inJpeg = async (marker: number, data: Buffer): Promise<Buffer> =>
    behind(await jpeg(), 2, segment(marker, data));
  const betweenSegments = async (): Promise<Buffer> => {
    const file = await jpeg();
    return behind(file, 4 + file.readUInt16BE(4), latin);
  };
  const inPng = async (type: string, data: Buffer): Promise<Buffer> =>
    behind(await png(), 33, pngChunk(type, data));
  const inGif = async (label: number, data: Buffer): Promise<Buffer> => {
    const file = await gif();
    const block = Buffer.concat([Buffer.from([0x21, label]), data, Buffer.from([0])]);
    return behind(file, file.length - 1, block);
  };
  const block = (data: Buffer): Buffer => Buffer.concat([Buffer.from([data.length]), data]);
  const thumbnail = Buffer.alloc(3 * 16, 0);
  latin.copy(thumbnail);
  return {
    'exif.jpg': await inJpeg(0xe1, Buffer.concat([latin1('Exif\0\0'), exif()])),
    'exif-big.jpg': await inJpeg(0xe1, Buffer.concat([latin1('Exif\0\0'), exif(false)])),
    'xmp.jpg': await inJpeg(0xe1, Buffer.concat([latin1('http://ns.adobe.com/xap/1.0/\0'), xmp])),
    'iptc.jpg': await inJpeg(0xed, Buffer.concat([latin1('Photoshop 3.0\0'), latin])),
    'comment.jpg': await inJpeg(0xfe, latin),
    'like-an-encoder.jpg': await inJpeg(0xfe, latin1(`CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), ${NAME}`)),
    'app5.jpg': await inJpeg(0xe5, latin),
    'jfif-thumbnail.jpg': await inJpeg(
      0xe0,
      Buffer.concat([latin1('JFIF\0\x01\x01\0\0\x01\0\x01'), Buffer.from([4, 4]), thumbnail]),
    ),
    'between.jpg': await betweenSegments(),
    'behind.jpg': Buffer.concat([await jpeg(), latin]),
    'second-picture.jpg': Buffer.concat([await jpeg(), await inJpeg(0xfe, latin)]),
    'text.png': await inPng('tEXt', Buffer.concat([latin1('Author\0'), latin])),
    'packed-text.png': await inPng('zTXt', Buffer.concat([latin1('Comment\0\0'), deflateSync(latin)])),
    'packed-exif.png': await inPng(
      'zTXt',
      Buffer.concat([latin1('Raw profile type exif\0\0'), deflateSync(exif())]),
    ),
    'wide-text.png': await inPng('iTXt', Buffer.concat([latin1('XML:com.adobe.xmp\0\0\0\0\0'), xmp])),
    'exif.png': await inPng('eXIf', exif()),
    'keyword.png': await inPng('tEXt', Buffer.concat([latin, latin1('\0x')])),
    'private.png': await inPng('prVt', wide),
    'profile-name.png': await inPng(
      'iCCP',
      Buffer.concat([latin, latin1('\0\0'), deflateSync(Buffer.alloc(10))]),
    ),
    'palette-name.png': await inPng('sPLT', Buffer.concat([latin, latin1('\0\x08')])),
    'false-length.png': await inPng('gAMA', latin),
    'behind.png': Buffer.concat([await png(), latin]),
    'exif.webp': webpWith(await webp(), [chunked('EXIF', exif())], 0x08),
    'xmp.webp': webpWith(await webp(), [chunked('XMP ', xmp)], 0x04),
    'private.webp': webpWith(await webp(), [chunked('QQQQ', wide)], 0),
    'behind.webp': Buffer.concat([await webp(), latin]),
    'comment.gif': await inGif(0xfe, block(latin)),
    'application.gif': await inGif(0xff, Buffer.concat([block(latin1('XMP DataXMP')), block(latin)])),
    'loop.gif': await inGif(0xff, Buffer.concat([block(latin1('NETSCAPE2.0')), block(latin)])),
    'behind.gif': Buffer.concat([await gif(), latin]),
    'words.tif': tiffWith([
      [270, 2, latin],
      [305, 2, latin],
      [315, 2, latin],
      [700, 1, xmp],
      [33_432, 2, wide],
      [33_723, 7, latin],
      [34_377, 7, latin],
      [65_000, 3, wide],
    ]),
    'numbers-that-are-words.tif': tiffWith([[280, 3, Buffer.concat([wide, wide])]]),
    'behind.tif': tiffWith([], latin),
    'behind.bmp': Buffer.concat([bmpWith(Buffer.alloc(0)), latin]),
    'gap.bmp': bmpWith(latin),
    'words.nii': niftiWith(latin),
    'words.nii.gz': gzipSync(niftiWith(latin)),
    'name-of-file.nii.gz': withGzipName(gzipSync(niftiWith(Buffer.alloc(0)))),
    'behind.nii.gz': Buffer.concat([gzipSync(niftiWith(Buffer.alloc(0))), latin]),
    ...plantedWithin({ png: await png(), jpeg: await jpeg(), webp: await webp(), gif: await gif() }, latin),
    'behind-the-stream.tif': tiffPacked((rows) => Buffer.concat([deflateSync(rows), latin])),
    'resolution.tif': tiffWith([
      [282, 5, latin.subarray(0, 8)],
      [65_000, 2, latin],
    ]),
    'colour-map.tif': tiffWith([[320, 3, Buffer.concat([latin, Buffer.alloc(1_536 - latin.length)])]]),
    'unused-numbers.nii': niftiNaming({ 56: latin.subarray(0, 12), 140: latin.subarray(0, 8), 148: latin }),
  };
}

/** A volume with words at places of its header. */
function niftiNaming(places: Readonly<Record<number, Buffer>>): Buffer {
  const volume = niftiWith(Buffer.alloc(0));
  for (const [at, words] of Object.entries(places)) words.copy(volume, Number(at));
  return volume;
}

/** A grey TIFF whose one strip is packed (compression 8) in the given way. */
export function tiffPacked(pack: (rows: Buffer) => Buffer): Buffer {
  const strip = pack(Buffer.alloc(220 * 220, 90));
  const file = tiffWith([], Buffer.alloc(0));
  const head = file.subarray(8 + 220 * 220);
  head.writeUInt32LE(8, 2 + 3 * 12 + 8);
  head.writeUInt32LE(strip.length, 2 + 8 * 12 + 8);
  const start = file.subarray(0, 8);
  start.writeUInt32LE(8 + strip.length, 4);
  return Buffer.concat([start, strip, head]);
}

function withGzipName(packed: Buffer): Buffer {
  const head = Buffer.from(packed.subarray(0, 10));
  head[3] = 8;
  return Buffer.concat([head, latin, Buffer.from([0]), packed.subarray(10)]);
}

/** Files that name a patient and cannot be looked through, or are made of it: none may leave. */
export async function refusedFiles(): Promise<Record<string, Buffer>> {
  const element = (group: number, tag: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(tag, 2);
    head.writeUInt32LE(value.length, 4);
    return Buffer.concat([head, value]);
  };
  const set = Buffer.concat([
    element(0x0008, 0x0000, Buffer.alloc(4)),
    element(0x0008, 0x0060, latin1('CR')),
    element(0x0010, 0x0010, latin),
  ]);
  const jpeg = await sharp(await film(3))
    .jpeg()
    .toBuffer();
  return {
    'dicom.png': Buffer.concat([Buffer.alloc(128), latin1('DICM'), set]),
    'behind-a-tiff-head.tif': Buffer.concat([latin1('II*\0'), Buffer.alloc(124), latin1('DICM'), set]),
    'acr-nema.jpg': set,
    'packed-dicom.nii.gz': gzipSync(Buffer.concat([Buffer.alloc(128), latin1('DICM'), set])),
    'unknown.bin': Buffer.concat([latin1('some other kind of file '), latin]),
    'length-that-lies.jpg': behind(
      jpeg,
      2,
      Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), latin]),
    ).subarray(0, 400),
    'affine.nii': niftiNaming({ 280: latin }),
    'packed.bmp': (() => {
      const bytes = bmpWith(latin);
      bytes.writeUInt32LE(1, 30);
      return bytes;
    })(),
  };
}
