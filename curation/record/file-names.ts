import { createHash } from 'node:crypto';
import type { Case, CaseImage } from '../../data/format/case.ts';

/** Bytes that a name may have on the file systems that are in use. */
const MOST_BYTES = 255;
/** Room for the mark that parts two names, and for another ending. */
const ROOM = 20;

/** Printable, no separators, no blank at an end: a plain name on every file system and in every archive. */
export const isPlainName = (name: string): boolean =>
  name !== '' &&
  name === name.trim() &&
  !/[/\\:*?"<>|\u0000-\u001f]/.test(name) &&
  name !== '.' &&
  name !== '..' &&
  !name.endsWith('.') &&
  Buffer.byteLength(name) <= MOST_BYTES;

/** Name and ending, with its dot. */
function partsOf(name: string): [string, string] {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - ending.length), ending];
}

/** The first characters that fit into so many bytes. */
function shortened(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}

/** A plain name that still reads like the one that was stated; that one itself where it is plain. */
function plainNameFor(stated: string): string {
  if (isPlainName(stated)) return stated;
  const [stem, ending] = partsOf(stated.replace(/[/\\:*?"<>|\u0000-\u001f]+/g, '-').trim());
  const short = shortened(stem, MOST_BYTES - ROOM - ending.length).replace(/[\s.]{1,40}$/, '');
  return `${short === '' ? 'image' : short}${ending}`;
}

/** How names are compared: letter case and the way a letter is composed make no other file everywhere. */
export const asOneFile = (name: string): string => name.normalize('NFC').toLowerCase();

/** The name with a mark of its image: the same in every release. */
export function markedName(name: string, record: Pick<Case, 'id'>, image: Pick<CaseImage, 'id'>): string {
  const mark = createHash('sha256').update(`${record.id} ${image.id}`).digest('hex').slice(0, 8);
  const [stem, ending] = partsOf(name);
  return `${shortened(stem, MOST_BYTES - ROOM - ending.length)}-${mark}${ending}`;
}

/** Whether a name stays as it is in any case: that of a row of a table that has no file. */
const isRowOnly = ({ imported, sha256, viewSha256 }: CaseImage): boolean =>
  imported !== undefined && imported !== null && sha256 === null && viewSha256 === null;

/**
 * Names of one case's files, each plain and one file of its own everywhere. The stated name stays wherever it is; of two that
 * clash the later gets a mark. Ours may come by another ending when they are written, so that theirs do not part two names.
 * @param stated the name an image would have
 */
export function fileNamesOf(
  record: Case,
  images: readonly CaseImage[],
  stated: (image: CaseImage) => string,
): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const stems = new Set<string>();
  const ours = new Set<string>();
  const names = new Map<string, string>();
  for (const image of images) {
    const plain = isRowOnly(image) ? stated(image) : plainNameFor(stated(image));
    const whole = asOneFile(plain);
    const [stem] = partsOf(whole);
    const clashes = image.imported ? taken.has(whole) || ours.has(stem) : stems.has(stem);
    const name = clashes && !isRowOnly(image) ? markedName(plain, record, image) : plain;
    const [used] = partsOf(asOneFile(name));
    taken.add(asOneFile(name));
    stems.add(used);
    if (!image.imported) ours.add(used);
    names.set(image.id, name);
  }
  return names;
}
