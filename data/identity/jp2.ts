import { foundOf, MayNameSomebody, Rest, type Stripped } from './rest.ts';
import { readsAsWords } from './words.ts';

/** Boxes of a JPEG 2000 file that its picture is shown by (ISO/IEC 15444-1, Annex I), and those of its header with what they hold. */
const boxes = new Set(['jP  ', 'ftyp', 'jp2h', 'jp2c']);
const headerBoxes: Readonly<Record<string, (data: Buffer) => boolean>> = {
  ihdr: (data) => data.length === 14,
  bpcc: (data) => !readsAsWords(data),
  pclr: (data) => data.length >= 3 && data.length <= 3 + (data[2] ?? 0) * (1 + 2 * data.readUInt16BE(0)),
  cmap: (data) => data.length % 4 === 0 && !readsAsWords(data),
  cdef: (data) => data.length % 6 === 2 && !readsAsWords(data),
  /** Resolutions of capture and of display: a head and ten bytes of numbers each. */
  'res ': (data) =>
    data.length % 18 === 0 &&
    Array.from({ length: data.length / 18 }, (_, at) => data.subarray(18 * at, 18 * at + 18)).every(
      (one) => /^res[cd]$/.test(one.toString('latin1', 4, 8)) && !readsAsWords(one.subarray(8)),
    ),
};
const COMMENT = 0xff64;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this JPEG 2000 file do not add up');

/** Markers of a codestream with their lengths (ISO/IEC 15444-1, Annex A, and the capabilities of part 15). */
const markers = new Set([
  ...[0xff50, 0xff51, 0xff52, 0xff53, 0xff55, 0xff56, 0xff57, 0xff58, 0xff59, 0xff5c, 0xff5d, 0xff5e, 0xff5f],
  ...[0xff60, 0xff61, 0xff63, COMMENT, SOT],
]);

/** Blanks comments and what lies behind the end of a codestream where they stand, so that no length changes; gives their bytes. */
function blankWords(code: Buffer): number {
  let blanked = 0;
  const blank = (words: Buffer): void => {
    if (words.some((byte) => byte !== 0)) blanked += words.length;
    words.fill(0);
  };
  for (let at = 2, tile = 0; at + 4 <= code.length; ) {
    const marker = code.readUInt16BE(at);
    if (marker === SOD) {
      at = tile;
      if (at + 2 > code.length || code.readUInt16BE(at) !== EOC) continue;
      blank(code.subarray(at + 2));
      return blanked;
    }
    const length = code.readUInt16BE(at + 2);
    if (!markers.has(marker) || length < 2 || at + 2 + length > code.length) throw cut();
    if (marker === SOT) {
      const part = length === 10 ? code.readUInt32BE(at + 6) : 1;
      tile = part === 0 ? code.length : at + part;
      if (tile <= at + 12 || tile > code.length) throw cut();
    }
    if (marker === COMMENT) blank(code.subarray(at + 6, at + 2 + length));
    at += 2 + length;
  }
  return blanked;
}

const fileType = Buffer.from('\0\0\0\x14ftypjp2 \0\0\0\0jp2 ', 'latin1');
/** Brand, version and what it is compatible with, of those there are. */
const isFileType = (data: Buffer): boolean =>
  data.length >= 8 &&
  data.length % 4 === 0 &&
  data.readUInt32BE(4) === 0 &&
  [0, ...Array.from({ length: data.length / 4 - 2 }, (_, at) => 8 + 4 * at)].every((at) =>
    /^(?:jp2 |jpx |jpxb|jpm |mjp2)$/.test(data.toString('latin1', at, at + 4)),
  );

/** Takes the boxes and comments out of a JPEG 2000 file that do not serve to show it. @throws MayNameSomebody */
export function stripJp2(file: Buffer): Stripped {
  if (file.readUInt16BE(0) === 0xff4f) {
    const made = Buffer.from(file);
    const blanked = blankWords(made);
    return blanked === 0
      ? { bytes: file, found: [] }
      : { bytes: made, found: foundOf(new Map([['comment (COM) or bytes behind the picture', blanked]])) };
  }
  const rest = new Rest(file);
  for (let at = 0; at < file.length; ) {
    if (at + 8 > file.length) throw cut();
    const stated = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = stated === 0 ? file.length : at + stated;
    if (stated === 1 || end < at + 8 || end > file.length) throw cut();
    if (type === 'jp2c') {
      const code = Buffer.from(file.subarray(at + 8, end));
      const blanked = blankWords(code);
      if (blanked === 0) rest.keep(at, end);
      else {
        rest.keep(at, at + 8);
        rest.add(code);
        rest.drop('comment (COM) or bytes behind the picture', blanked);
      }
    } else if (type === 'ftyp') {
      if (isFileType(file.subarray(at + 8, end))) rest.keep(at, end);
      else {
        rest.add(fileType);
        rest.drop('box ftyp', end - at);
      }
    } else if (type === 'jp2h') header(file, rest, at, end);
    else if (boxes.has(type)) rest.keep(at, end);
    else rest.drop(/^[a-z ]{4}$/.test(type) ? `box ${type.trim()}` : 'box of no type', end - at);
    at = end;
  }
  return rest.end();
}

/** The header box: boxes of other kinds in it have no place there, and a colour space that is a profile may hold words. */
function header(file: Buffer, rest: Rest, from: number, to: number): void {
  for (let at = from + 8; at < to; ) {
    const length = at + 8 <= to ? file.readUInt32BE(at) : 0;
    const type = file.toString('latin1', at + 4, at + 8);
    if (length < 8 || at + length > to) throw cut();
    const enumerated = type === 'colr' && file[at + 8] === 1 && length === 15;
    const holds = headerBoxes[type];
    if (!enumerated && !holds?.(file.subarray(at + 8, at + length)))
      throw new MayNameSomebody('the header of this JPEG 2000 file has room for words');
    at += length;
  }
  rest.keep(from, to);
}
