import { createHash } from 'node:crypto';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { orientationAlone, readExif } from './exif.ts';
import { cleanProfile, isProfileName } from './icc.ts';
import { plainPicture } from './png-picture.ts';
import { MayNameSomebody, Rest, type Stripped } from './rest.ts';

const SIGNATURE = 8;
/** Colour profiles are below 4 MB. */
const MOST_PROFILE = 8_000_000;

/** What of the picture's head the lengths of other chunks follow from. */
interface Head {
  readonly depth: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and 6 colour with transparency. */
  readonly colours: number;
  /** Colours of the palette, once it was read. */
  readonly palette: number;
}

/** No chromaticity, gamma (both times 100,000) or resolution (a metre) is above; letters are. */
const MOST_NUMBER = 10_000_000;
const small = (data: Buffer, count: number): boolean =>
  Array.from({ length: count }, (_, at) => data.readUInt32BE(4 * at)).every((one) => one <= MOST_NUMBER);

/** Palettes that programs write by a fixed form beside full colours: no room for a name. */
const suggested = new Set(['199e0c0b24af49380f105c01d53815b60da5dacbc0e3bf71fe8d16779d50763e']);

/** Chunks that a picture is shown by, with what they may hold (PNG, third edition, 11). */
const shown: Readonly<Record<string, (data: Buffer, head: Head) => boolean>> = {
  PLTE: (data, { colours, depth }) =>
    colours === 3
      ? data.length <= 3 * 2 ** depth && data.length % 3 === 0
      : colours !== 0 && suggested.has(createHash('sha256').update(data).digest('hex')),
  IEND: ({ length }) => length === 0,
  tRNS: ({ length }, { colours, palette }) =>
    colours === 0 ? length === 2 : colours === 2 ? length === 6 : colours === 3 && length <= palette,
  gAMA: (data) => data.length === 4 && small(data, 1),
  cHRM: (data) => data.length === 32 && small(data, 8),
  sRGB: (data) => data.length === 1,
  cICP: (data) => data.length === 4 && (data[2] ?? 0) <= 1 && (data[3] ?? 0) <= 1,
  sBIT: (data) => data.length <= 4 && data.every((bits) => bits <= 16),
  bKGD: ({ length }, { colours }) => length === (colours === 3 ? 1 : colours % 4 === 0 ? 2 : 6),
  pHYs: (data) => data.length === 9 && small(data, 2),
};

/** Keywords of text chunks that say what the text is about; others may be words about a patient themselves. */
const keywords = new Set([
  ...['Title', 'Author', 'Description', 'Copyright', 'Creation Time', 'Software', 'Disclaimer', 'Warning'],
  ...['Source', 'Comment', 'XML:com.adobe.xmp', 'Raw profile type exif', 'Raw profile type xmp'],
  ...['Raw profile type iptc', 'Raw profile type APP1'],
]);

function placeOf(type: string, data: Buffer): string {
  if (!['tEXt', 'zTXt', 'iTXt'].includes(type))
    return /^[A-Za-z]{4}$/.test(type) ? `chunk ${type}` : 'chunk of no type';
  const keyword = data.toString('latin1', 0, Math.max(0, data.subarray(0, 80).indexOf(0)));
  return `text chunk ${type}${keywords.has(keyword) ? ` ${keyword}` : ''}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, data, tail]);
}

/** An `iCCP` chunk without words of its own: the chunk as it came, one made anew, or null for none. */
function cleanIccp(data: Buffer): Buffer | null {
  const name = data.subarray(0, 80).indexOf(0);
  if (name < 1 || data[name + 1] !== 0) return null;
  try {
    const packed = data.subarray(name + 2);
    const { buffer: profile, engine } = inflateSync(packed, {
      maxOutputLength: MOST_PROFILE,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const clean = cleanProfile(profile);
    if (clean === null) return null;
    const whole = clean === profile && engine.bytesWritten === packed.length;
    if (whole && isProfileName(data.subarray(0, name))) return data;
    return Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(clean)]);
  } catch {
    return null;
  }
}

interface Part {
  readonly type: string;
  readonly data: Buffer;
  readonly from: number;
  /** Past its checksum, or the end of a file that was cut off. */
  readonly to: number;
}

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this PNG do not add up');

/** The chunks in order, as far as the file goes: one that was cut off within its picture is shown to there. */
function* partsOf(file: Buffer): Generator<Part> {
  for (let at = SIGNATURE; at + 12 <= file.length; ) {
    const end = at + 12 + file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (end > file.length && type !== 'IDAT') throw cut();
    const data = file.subarray(at + 8, Math.min(end - 4, file.length));
    yield { type, data, from: at, to: Math.min(end, file.length) };
    if (type === 'IEND' || end > file.length) return;
    at = end;
  }
}

/** Takes out of a PNG whatever does not serve to show it; the coded picture stays as it is. @throws MayNameSomebody */
export function stripPng(file: Buffer): Stripped {
  const rest = new Rest(file);
  const seen = new Set<string>();
  const all = [...partsOf(file)];
  const coded = all.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const first = all[0];
  if (coded.length === 0 || !first) throw cut();
  if (first.type !== 'IHDR' || first.data.length !== 13)
    throw new MayNameSomebody('the chunk IHDR of this PNG has a length that it cannot have');
  const plain = plainPicture(first.data, coded);
  let head: Head = { depth: first.data[8] ?? 0, colours: first.data[9] ?? 0, palette: 0 };
  rest.keep(0, first.to);
  seen.add('IHDR');
  for (const { type, data, from, to } of all.slice(1)) {
    const again = seen.has(type);
    seen.add(type);
    if (type === 'IDAT') {
      if (plain === null) rest.keep(from, to);
      else if (!again) rest.add(chunk(type, plain.bytes));
      if (plain !== null && !again) rest.drop('bytes behind the picture', plain.dropped);
      continue;
    }
    if (type === 'PLTE') head = { ...head, palette: Math.floor(data.length / 3) };
    if (Object.hasOwn(shown, type) && shown[type]?.(data, head) && !again) rest.keep(from, to);
    else if (type === 'IEND' || (type === 'PLTE' && head.colours === 3))
      throw new MayNameSomebody(`the chunk ${type} of this PNG has a length that it cannot have`);
    else if (again || !replace(rest, { type, data, from, to }))
      rest.drop(placeOf(type, data), data.length || 1);
  }
  rest.drop('bytes behind the picture', file.length - (all.at(-1)?.to ?? file.length));
  return rest.end();
}

/** Puts in what is needed of a chunk that may hold words: its colours, its orientation. False for any other chunk. */
function replace(rest: Rest, { type, data, from, to }: Part): boolean {
  if (type === 'iCCP') {
    const clean = cleanIccp(data);
    if (clean === data) rest.keep(from, to);
    else {
      if (clean) rest.add(chunk(type, clean));
      rest.drop('words of the colour profile', data.length || 1);
    }
    return true;
  }
  if (type !== 'eXIf') return false;
  const { orientation, found } = readExif(data);
  const alone = orientationAlone(orientation);
  if (data.equals(alone)) rest.keep(from, to);
  else {
    for (const { place, bytes } of found) rest.drop(place, Math.max(1, bytes));
    if (orientation > 1) rest.add(chunk(type, alone));
  }
  return true;
}
