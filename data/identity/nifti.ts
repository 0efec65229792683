import { gunzipSync, gzipSync } from 'node:zlib';
import { foundOf, MayNameSomebody, type Stripped } from './rest.ts';

/** A volume of more than this is not opened in memory. */
const MOST_BYTES = 2 ** 31 - 1;

/** Where the header of a volume keeps words: [place, from, to]. */
type Words = readonly (readonly [string, number, number])[];
const nifti1: Words = [
  ['data_type', 4, 14],
  ['db_name', 14, 32],
  ['descrip', 148, 228],
  ['aux_file', 228, 252],
  ['intent_name', 328, 344],
];
/** ANALYZE 7.5 has a history of the patient, id and times of examination where NIfTI has its places. */
const analyze: Words = [
  ['data_type', 4, 14],
  ['db_name', 14, 32],
  ['history', 148, 348],
];
const nifti2: Words = [
  ['descrip', 240, 320],
  ['aux_file', 320, 344],
  ['intent_name', 508, 524],
  ['unused_str', 525, 540],
];

export const isNifti = (file: Buffer): boolean =>
  file.length >= 348 &&
  [348, 540].some((size) => file.readInt32LE(0) === size || file.readInt32BE(0) === size);

/** Blanks the words in a volume's header and takes out its extensions; voxels stay as they are. @throws MayNameSomebody */
export function stripNifti(file: Buffer): Stripped {
  const little = file.readInt32LE(0) === 348 || file.readInt32LE(0) === 540;
  const size = little ? file.readInt32LE(0) : file.readInt32BE(0);
  if (file.length < size) throw new MayNameSomebody('the lengths in this volume do not add up');
  const two = (at: number): number => (little ? file.readInt16LE(at) : file.readInt16BE(at));
  const eight = (at: number): number => Number(little ? file.readBigInt64LE(at) : file.readBigInt64BE(at));
  const float = (at: number): number => (little ? file.readFloatLE(at) : file.readFloatBE(at));
  const newer = size === 540;
  const single = /^n\+[12]\0/.test(file.toString('latin1', newer ? 4 : 344, newer ? 7 : 347));
  const words = newer ? nifti2 : single ? nifti1 : analyze;
  const dimension = (index: number): number => (newer ? eight(16 + 8 * index) : two(40 + 2 * index));
  const bits = newer ? two(14) : two(72);
  const stated = newer ? eight(168) : float(108);
  const start = Math.max(size + 4, Number.isFinite(stated) ? Math.floor(stated) : 0);
  const dimensions = Math.min(7, Math.max(0, dimension(0)));
  let voxels = dimensions === 0 ? 0 : 1;
  for (let index = 1; index <= dimensions; index += 1) voxels *= Math.max(1, dimension(index));
  const end = Math.min(file.length, start + Math.ceil((voxels * Math.max(0, bits)) / 8));
  if (start > file.length && file.length > size + 4)
    throw new MayNameSomebody('the lengths in this volume do not add up');
  const made = Buffer.from(file.subarray(0, end));
  const found = new Map<string, number>();
  const blank = (place: string, from: number, to: number): void => {
    const part = made.subarray(from, to);
    if (part.every((byte) => byte === 0)) return;
    part.fill(0);
    found.set(place, part.length);
  };
  for (const [place, from, to] of words) blank(`NIfTI ${place}`, from, to);
  blank('NIfTI extensions', size, Math.min(start, end));
  if (file.length > end) found.set('bytes behind the picture', file.length - end);
  return found.size === 0 ? { bytes: file, found: [] } : { bytes: made, found: foundOf(found) };
}

/** Past the header of a gzip member, and what of it is words: a file's name, a comment, extra fields (RFC 1952, 2.3). */
function gzipHeader(file: Buffer): { end: number; words: number } {
  const flags = file[3] ?? 0;
  let at = 10;
  const skipText = (): void => {
    const end = file.indexOf(0, at);
    if (end < 0) throw new MayNameSomebody('the lengths in this gzip file do not add up');
    at = end + 1;
  };
  if (flags & 4 && at + 2 <= file.length) at += 2 + file.readUInt16LE(at);
  if (flags & 8) skipText();
  if (flags & 16) skipText();
  const words = at - 10;
  if (flags & 2) at += 2;
  return { end: at, words };
}

/** A volume within gzip: as `stripNifti`, and without the names that gzip keeps of it. @throws MayNameSomebody */
export function stripGzip(file: Buffer): Stripped {
  if (file.length < 18) throw new MayNameSomebody('this gzip file is cut off');
  const { end, words } = gzipHeader(file);
  const found = new Map<string, number>();
  let inner: Buffer;
  let used: number;
  try {
    const { buffer, engine } = gunzipSync(file, { maxOutputLength: MOST_BYTES, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    [inner, used] = [buffer, engine.bytesWritten];
  } catch {
    throw new MayNameSomebody('this gzip file cannot be unpacked whole');
  }
  if (!isNifti(inner)) throw new MayNameSomebody('what is packed in this gzip file is no volume known here');
  const volume = stripNifti(inner);
  for (const { place, bytes } of volume.found) found.set(place, bytes);
  if (words > 0) found.set('name or comment of gzip', words);
  if (used < file.length) found.set('bytes behind the picture', file.length - used);
  if (found.size === 0) return { bytes: file, found: [] };
  if (volume.found.length > 0) return { bytes: gzipSync(volume.bytes, { level: 6 }), found: foundOf(found) };
  const head = Buffer.from(file.subarray(0, 10));
  head[3] = 0;
  return { bytes: Buffer.concat([head, file.subarray(end, used)]), found: foundOf(found) };
}
