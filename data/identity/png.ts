import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { orientationAlone, readExif } from './exif.ts';
import { cleanProfile, isProfileName } from './icc.ts';
import { MayNameSomebody, Rest, type Stripped } from './rest.ts';

const SIGNATURE = 8;
/** Colour profiles are below 4 MB. */
const MOST_PROFILE = 8_000_000;

/** Chunks that a picture is shown by, with the lengths they may have (PNG, third edition, 11). */
const shown: Readonly<Record<string, (length: number) => boolean>> = {
  IHDR: (length) => length === 13,
  PLTE: (length) => length <= 768 && length % 3 === 0,
  IDAT: () => true,
  IEND: (length) => length === 0,
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  cICP: (length) => length === 4,
  sBIT: (length) => length <= 4,
  bKGD: (length) => length <= 6,
  hIST: (length) => length <= 512,
  pHYs: (length) => length === 9,
};
const severalTimes = new Set(['IDAT']);

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

/** Takes out of a PNG whatever does not serve to show it; the coded picture stays as it is. @throws MayNameSomebody */
export function stripPng(file: Buffer): Stripped {
  const rest = new Rest(file);
  const seen = new Set<string>();
  rest.keep(0, SIGNATURE);
  for (let at = SIGNATURE; ; ) {
    if (at + 12 > file.length) {
      // A picture that was cut off is shown as far as it goes.
      if (!seen.has('IDAT')) throw new MayNameSomebody('the lengths in this PNG do not add up');
      rest.drop('bytes behind the picture', file.length - at);
      return rest.end();
    }
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    const last = end > file.length;
    if (last && type !== 'IDAT') throw new MayNameSomebody('the lengths in this PNG do not add up');
    const data = file.subarray(at + 8, Math.min(end - 4, file.length));
    const again = seen.has(type) && !severalTimes.has(type);
    seen.add(type);
    if (Object.hasOwn(shown, type) && shown[type]?.(length) && !again)
      rest.keep(at, Math.min(end, file.length));
    else if (['IHDR', 'PLTE', 'IEND'].includes(type))
      throw new MayNameSomebody(`the chunk ${type} of this PNG has a length that it cannot have`);
    else if (again || !replace(rest, { type, data, from: at, to: end }))
      rest.drop(placeOf(type, data), Math.max(1, length));
    if (type === 'IEND') {
      rest.drop('bytes behind the picture', file.length - end);
      return rest.end();
    }
    if (last) return rest.end();
    at = end;
  }
}

/** Puts in what is needed of a chunk that may hold words: its colours, its orientation. False for any other chunk. */
function replace(
  rest: Rest,
  { type, data, from, to }: { type: string; data: Buffer; from: number; to: number },
): boolean {
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
