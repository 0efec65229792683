import { foundOf, MayNameSomebody, type Stripped } from './rest.ts';

const FILE_HEADER = 14;
/** Sizes of the picture's header that say how long its pixels are (BITMAPINFOHEADER to BITMAPV5HEADER). */
const headers = new Set([40, 52, 56, 108, 124]);
const SRGB = 0x73524742;
/** Pixels a metre: 250,000 an inch; what is above is no resolution. */
const MOST_PER_METRE = 10_000_000;

/**
 * Takes out of an uncompressed BMP whatever does not serve to show it: what lies between palette, rows and pixels, a
 * profile or its path, numbers that are none, what is appended. The pixels stay as they are. @throws MayNameSomebody
 */
export function stripBmp(file: Buffer): Stripped {
  const size = file.length >= 54 ? file.readUInt32LE(14) : 0;
  if (!headers.has(size) || FILE_HEADER + size > file.length)
    throw new MayNameSomebody('this BMP has a header of an unknown kind');
  const compression = file.readUInt32LE(30);
  if (compression !== 0 && compression !== 3)
    throw new MayNameSomebody('this BMP is compressed, so that nobody can tell where its picture ends');
  const [width, height] = [Math.abs(file.readInt32LE(18)), Math.abs(file.readInt32LE(22))];
  const bits = file.readUInt16LE(28);
  const pixels = file.readUInt32LE(10);
  const masks = size === 40 && compression === 3 ? 12 : 0;
  const colours = bits <= 8 ? file.readUInt32LE(46) || 2 ** bits : 0;
  const head = FILE_HEADER + size + masks + 4 * Math.min(colours, 256);
  const end = pixels + 4 * Math.ceil((width * bits) / 32) * height;
  if (pixels < head || end > file.length || ![1, 4, 8, 16, 24, 32].includes(bits))
    throw new MayNameSomebody('the lengths in this BMP do not add up');
  const found = new Map<string, number>();
  const made = Buffer.from(file.subarray(0, end));
  const blank = (place: string, from: number, to: number): void => {
    if (made.subarray(from, to).every((byte) => byte === 0)) return;
    made.fill(0, from, to);
    found.set(place, (found.get(place) ?? 0) + to - from);
  };
  blank('reserved bytes of the header', 6, 10);
  if ([38, 42].some((at) => file.readUInt32LE(at) > MOST_PER_METRE)) blank('resolution', 38, 46);
  if (file.readUInt32LE(50) > 2 ** 24) blank('colours of importance', 50, 54);
  if (compression === 0 && size > 40) blank('colour masks', 54, Math.min(FILE_HEADER + size, 70));
  // Where its primaries lie: readers take the colours as sRGB.
  if (size > 56) blank('primaries', 74, 122);
  if (size === 124) blank('reserved bytes of the header', 134, 138);
  for (let at = FILE_HEADER + size + masks + 3; at < head; at += 4)
    blank('fourth bytes of the palette', at, at + 1);
  const row = 4 * Math.ceil((width * bits) / 32);
  const used = Math.ceil((width * bits) / 8);
  for (let at = pixels; used < row && at < end; at += row) blank('bytes behind rows', at + used, at + row);
  blank('bytes before the pixels', head, pixels);
  if (file.length > end) found.set('bytes behind the picture', file.length - end);
  // A profile of its own lies behind the pixels, or is a path on somebody's disk.
  if (size === 124 && file.readUInt32LE(FILE_HEADER + 116) > 0) {
    made.writeUInt32LE(SRGB, FILE_HEADER + 56);
    made.fill(0, FILE_HEADER + 112, FILE_HEADER + 120);
    found.set('colour profile', file.readUInt32LE(FILE_HEADER + 116));
  }
  if (found.size === 0) return { bytes: file, found: [] };
  made.writeUInt32LE(made.length, 2);
  return { bytes: made, found: foundOf(found) };
}
