import { foundOf, MayNameSomebody, Rest, type Stripped } from './rest.ts';

/** Boxes of a JPEG 2000 file that its picture is shown by (ISO/IEC 15444-1, Annex I), and those of its header. */
const boxes = new Set(['jP  ', 'ftyp', 'jp2h', 'jp2c']);
const headerBoxes = new Set(['ihdr', 'bpcc', 'pclr', 'cmap', 'cdef', 'res ', 'resc', 'resd']);
const COMMENT = 0xff64;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this JPEG 2000 file do not add up');

/** Blanks the comments of a codestream where they stand, so that no length changes; gives how many bytes they were. */
function blankComments(code: Buffer): number {
  let blanked = 0;
  for (let at = 2, tile = 0; at + 4 <= code.length; ) {
    const marker = code.readUInt16BE(at);
    if (marker === SOD) {
      at = tile;
      if (at + 2 <= code.length && code.readUInt16BE(at) === EOC) return blanked;
      continue;
    }
    const length = code.readUInt16BE(at + 2);
    if (marker < 0xff4f || length < 2 || at + 2 + length > code.length) throw cut();
    if (marker === SOT) {
      const part = length === 10 ? code.readUInt32BE(at + 6) : 1;
      tile = part === 0 ? code.length : at + part;
      if (tile <= at + 12 || tile > code.length) throw cut();
    }
    if (marker === COMMENT) {
      const words = code.subarray(at + 6, at + 2 + length);
      if (words.some((byte) => byte !== 0)) blanked += words.length;
      words.fill(0);
    }
    at += 2 + length;
  }
  return blanked;
}

/** Takes the boxes and comments out of a JPEG 2000 file that do not serve to show it. @throws MayNameSomebody */
export function stripJp2(file: Buffer): Stripped {
  if (file.readUInt16BE(0) === 0xff4f) {
    const made = Buffer.from(file);
    const blanked = blankComments(made);
    return blanked === 0
      ? { bytes: file, found: [] }
      : { bytes: made, found: foundOf(new Map([['comment (COM)', blanked]])) };
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
      const blanked = blankComments(code);
      if (blanked === 0) rest.keep(at, end);
      else {
        rest.keep(at, at + 8);
        rest.add(code);
        rest.drop('comment (COM)', blanked);
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
    if (!enumerated && !headerBoxes.has(type))
      throw new MayNameSomebody('the header of this JPEG 2000 file has room for words');
    at += length;
  }
  rest.keep(from, to);
}
