import type { Found } from './rest.ts';

/** Tags of EXIF and TIFF that people and programs write words into, and the folders below. */
export const tagNames: ReadonlyMap<number, string> = new Map([
  [0x010d, 'DocumentName'],
  [0x010e, 'ImageDescription'],
  [0x010f, 'Make'],
  [0x0110, 'Model'],
  [0x011d, 'PageName'],
  [0x0131, 'Software'],
  [0x0132, 'DateTime'],
  [0x013b, 'Artist'],
  [0x013c, 'HostComputer'],
  [0x02bc, 'XMP'],
  [0x8298, 'Copyright'],
  [0x83bb, 'IPTC'],
  [0x8649, 'Photoshop'],
  [0x8769, 'ExifIFD'],
  [0x8825, 'GPS'],
  [0x9286, 'UserComment'],
  [0x927c, 'MakerNote'],
  [0x9c9b, 'XPTitle'],
  [0x9c9c, 'XPComment'],
  [0x9c9d, 'XPAuthor'],
  [0x9c9e, 'XPKeywords'],
  [0x9c9f, 'XPSubject'],
  [0xa430, 'CameraOwnerName'],
  [0xa431, 'BodySerialNumber'],
]);

export const tagName = (tag: number): string =>
  tagNames.get(tag) ?? `tag 0x${tag.toString(16).padStart(4, '0')}`;

/** Bytes of one value of a TIFF type; 0 for a type that is none. */
export const typeSizes: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

const ORIENTATION = 0x0112;
/** Entries looked at in one directory. */
const MOST_ENTRIES = 500;

interface Entry {
  readonly tag: number;
  readonly bytes: number;
  readonly value: number;
}

/** The first directory of an EXIF block, as far as it can be read. */
function entriesOf(exif: Buffer): Entry[] {
  const little = exif.subarray(0, 4).equals(Buffer.from('II*\0', 'latin1'));
  if (!little && !exif.subarray(0, 4).equals(Buffer.from('MM\0*', 'latin1'))) return [];
  const two = (at: number): number => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const four = (at: number): number => (little ? exif.readUInt32LE(at) : exif.readUInt32BE(at));
  if (exif.length < 10) return [];
  const start = four(4);
  if (start + 2 > exif.length) return [];
  const entries: Entry[] = [];
  const count = Math.min(two(start), MOST_ENTRIES);
  for (let at = start + 2; entries.length < count && at + 12 <= exif.length; at += 12)
    entries.push({
      tag: two(at),
      bytes: (typeSizes[two(at + 2)] ?? 0) * four(at + 4),
      value: two(at + 8),
    });
  return entries;
}

/**
 * What an EXIF block (from its `II` or `MM` on) says of the picture's orientation, 1 (upright) to 8, and what else stands
 * in it. A block that cannot be read counts as upright.
 */
export function readExif(exif: Buffer): { orientation: number; found: Found[] } {
  const entries = entriesOf(exif);
  const stated = entries.find(({ tag }) => tag === ORIENTATION)?.value ?? 1;
  const words = entries.filter(({ tag }) => tagNames.has(tag));
  const told = words.map(({ tag, bytes }) => ({ place: `EXIF ${tagName(tag)}`, bytes }));
  return {
    orientation: stated >= 1 && stated <= 8 ? stated : 1,
    found: told.length > 0 ? told : [{ place: 'EXIF', bytes: exif.length }],
  };
}

/** An EXIF block that holds the orientation and nothing else. */
export function orientationAlone(orientation: number): Buffer {
  const exif = Buffer.alloc(26);
  exif.write('MM\0*', 0, 'latin1');
  exif.writeUInt32BE(8, 4);
  exif.writeUInt16BE(1, 8);
  exif.writeUInt16BE(ORIENTATION, 10);
  exif.writeUInt16BE(3, 12);
  exif.writeUInt32BE(1, 14);
  exif.writeUInt16BE(orientation, 18);
  return exif;
}
