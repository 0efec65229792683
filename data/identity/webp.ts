import { orientationAlone, readExif } from './exif.ts';
import { cleanProfile } from './icc.ts';
import { MayNameSomebody, Rest, type Stripped } from './rest.ts';

/** Chunks of the picture; `ANMF` holds a frame, whose own chunks are looked at in turn. */
const shown = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANIM']);
/** One of them holds the picture; what comes behind it is shown by nobody. */
const pictures = new Set(['VP8 ', 'VP8L']);
const flags = { profile: 0x20, exif: 0x08, xmp: 0x04 } as const;
const FRAME_HEAD = 16;

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this WebP do not add up');

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

interface Chunk {
  readonly type: string;
  readonly from: number;
  readonly data: Buffer;
  /** Past its padding. */
  readonly to: number;
}

function* chunksOf(file: Buffer, from: number, to: number): Generator<Chunk> {
  for (let at = from; at < to; ) {
    if (at + 8 > to) throw cut();
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > to) throw cut();
    // The byte that fills an odd length up is missing at the end of some files.
    const next = Math.min(to, end + (length % 2));
    yield { type: file.toString('latin1', at, at + 4), from: at, data: file.subarray(at + 8, end), to: next };
    at = next;
  }
}

const placeOf = (type: string): string =>
  type === 'XMP ' ? 'XMP' : /^[A-Za-z0-9 ]{4}$/.test(type) ? `chunk ${type.trim()}` : 'chunk of no type';

/** A frame without chunks that are no picture; its own bytes where there are none. */
function cleanFrame(data: Buffer): Buffer {
  if (data.length < FRAME_HEAD) throw cut();
  const kept: Buffer[] = [data.subarray(0, FRAME_HEAD)];
  for (const { type, from, to } of chunksOf(data, FRAME_HEAD, data.length)) {
    if (type === 'ALPH' || pictures.has(type)) kept.push(data.subarray(from, to));
    if (pictures.has(type)) break;
  }
  const clean = Buffer.concat(kept);
  return clean.equals(data) ? data : clean;
}

/** Takes out of a WebP whatever does not serve to show it; the coded picture stays as it is. @throws MayNameSomebody */
export function stripWebp(file: Buffer): Stripped {
  const end = 8 + file.readUInt32LE(4);
  if (end > file.length || end < 12) throw cut();
  const rest = new Rest(file);
  rest.keep(0, 12);
  const has = { profile: false, exif: false, picture: false };
  let extended = -1;
  for (const { type, from, data, to } of chunksOf(file, 12, end)) {
    if (type === 'VP8X' && data.length === 10 && from === 12) {
      extended = from + 8;
      rest.keep(from, to);
    } else if (type === 'ANMF') {
      const clean = cleanFrame(data);
      if (clean === data) rest.keep(from, to);
      else {
        rest.add(chunk(type, clean));
        rest.drop('chunk within a frame', data.length - clean.length);
      }
    } else if (type === 'ICCP' && !has.profile) {
      const clean = cleanProfile(data);
      has.profile = clean !== null;
      if (clean === data) rest.keep(from, to);
      else {
        if (clean) rest.add(chunk(type, clean));
        rest.drop('words of the colour profile', Math.max(1, data.length));
      }
    } else if (type === 'EXIF' && !has.exif) {
      const block = data.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? data.subarray(6) : data;
      const { orientation, found } = readExif(block);
      const alone = orientationAlone(orientation);
      has.exif = orientation > 1 || data.equals(alone);
      if (data.equals(alone)) rest.keep(from, to);
      else {
        if (orientation > 1) rest.add(chunk(type, alone));
        for (const { place, bytes } of found) rest.drop(place, Math.max(1, bytes));
      }
    } else if (type === 'ANIM' && data.length > 6) {
      rest.add(chunk(type, data.subarray(0, 6)));
      rest.drop('chunk ANIM', data.length - 6);
    } else if (shown.has(type) && !(has.picture && type !== 'ANIM')) {
      has.picture ||= pictures.has(type);
      rest.keep(from, to);
    } else rest.drop(placeOf(type), Math.max(1, data.length));
  }
  rest.drop('bytes behind the picture', file.length - end);
  return rest.end((made) => {
    made.writeUInt32LE(made.length - 8, 4);
    if (extended < 0) return;
    const kept = (made[extended] ?? 0) & ~(flags.profile | flags.exif | flags.xmp);
    made[extended] = kept | (has.profile ? flags.profile : 0) | (has.exif ? flags.exif : 0);
  });
}
