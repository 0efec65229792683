import { createHash } from 'node:crypto';

/** Names of image files: plain on every file system, each one file of its own, ending as its bytes are. */

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
export function partsOf(name: string): [string, string] {
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
export function plainNameFor(stated: string): string {
  if (isPlainName(stated)) return stated;
  const [stem, ending] = partsOf(stated.replace(/[/\\:*?"<>|\u0000-\u001f]+/g, '-').trim());
  const short = shortened(stem, MOST_BYTES - ROOM - ending.length).replace(/[\s.]{1,40}$/, '');
  return `${short === '' ? 'image' : short}${ending}`;
}

/** How names are compared: letter case and the way a letter is composed make no other file everywhere. */
export const asOneFile = (name: string): string => name.normalize('NFC').toLowerCase();

/**
 * The name with a mark of its image: the same in every release.
 * @param again how often a mark was taken already
 */
export function markedName(
  name: string,
  record: { readonly id: string },
  image: { readonly id: string },
  again = 0,
): string {
  const of = `${record.id} ${image.id}${again === 0 ? '' : ` ${again}`}`;
  const mark = createHash('sha256').update(of).digest('hex').slice(0, 8);
  const [stem, ending] = partsOf(name);
  return `${shortened(stem, MOST_BYTES - ROOM - ending.length)}-${mark}${ending}`;
}

/** The ending of a name in lower case, without its dot; spellings of one format are one. */
export const extensionOf = (name: string): string =>
  (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '').toLowerCase().replace('jpeg', 'jpg').replace('tiff', 'tif');

/** Endings by which readers choose a decoder of their own; under any other they go by the bytes. */
const decoders = new Set(['tif', 'bmp', 'gif', 'webp', 'jp2', 'j2k', 'dcm']);

/**
 * Names that an imported file may go out under beside its own: where readers choose their decoder by its ending, the ending of
 * what it was drawn as stands behind it.
 */
export const readableNames = (name: string): readonly string[] =>
  decoders.has(extensionOf(name)) ? [`${name}.png`, `${name}.jpg`] : [];
