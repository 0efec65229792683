import { foundOf, MayNameSomebody, type Stripped } from './rest.ts';
import { readsAsWords } from './words.ts';

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

/** Numbers that no reader of NIfTI-1 asks for; programs leave ANALYZE's there. */
const unused: Words = [
  ['extents', 32, 38],
  ['greatest and least', 140, 148],
];
const unusedAnalyze: Words = [...unused, ['units', 56, 68]];
/** Shorter words are numbers as well: 0.7 is `333?`. */
const letters = /[A-Za-z^ ]{8}/;
/** Numbers that place and scale the voxels: words there cannot be blanked without moving them. */
const numbers1 = [
  [76, 108],
  [112, 120],
  [124, 140],
  [256, 328],
] as const;
const numbers2 = [
  [104, 168],
  [176, 208],
  [352, 496],
] as const;

export const isNifti = (file: Buffer): boolean =>
  file.length >= 348 &&
  [348, 540].some((size) => file.readInt32LE(0) === size || file.readInt32BE(0) === size);

/** Blanks the words in a volume's header and takes out its extensions; voxels stay as they are. @throws MayNameSomebody */
export function stripNifti(file: Buffer): Stripped {
  const little = file.readInt32LE(0) === 348 || file.readInt32LE(0) === 540;
  const size = little ? file.readInt32LE(0) : file.readInt32BE(0);
  if (file.length < size) throw new MayNameSomebody('the lengths in this volume do not add up');
  const two = (at: number): number => (little ? file.readInt16LE(at) : file.readInt16BE(at));
  const four = (at: number): number => (little ? file.readInt32LE(at) : file.readInt32BE(at));
  const eight = (at: number): number => Number(little ? file.readBigInt64LE(at) : file.readBigInt64BE(at));
  const float = (at: number): number => (little ? file.readFloatLE(at) : file.readFloatBE(at));
  const newer = size === 540;
  // `n+1` for one file, `ni1` for a header whose voxels lie in another; ANALYZE has neither.
  const placed = newer || /^n[+i]1\0$/.test(file.toString('latin1', 344, 348));
  const words = newer ? nifti2 : placed ? nifti1 : analyze;
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
  if (newer ? four(504) === 0 : placed && two(68) === 0)
    blank('NIfTI intent', newer ? 80 : 56, newer ? 104 : 68);
  for (const [place, from, to] of newer ? [] : placed ? unused : unusedAnalyze)
    if (readsAsWords(made.subarray(from, to))) blank(`NIfTI ${place}`, from, to);
  for (const [from, to] of newer ? numbers2 : placed ? numbers1 : [])
    if (letters.test(made.toString('latin1', from, to)))
      throw new MayNameSomebody('numbers in the header of this volume can be read as words');
  blank('NIfTI extensions', size, Math.min(start, end));
  if (file.length > end) found.set('bytes behind the picture', file.length - end);
  return found.size === 0 ? { bytes: file, found: [] } : { bytes: made, found: foundOf(found) };
}
