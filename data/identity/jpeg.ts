import { orientationAlone, readExif } from './exif.ts';
import { cleanProfile } from './icc.ts';
import { holdsTables, type JpegSegment, jpegTablesOf, SOS, usedTables } from './jpeg-tables.ts';
import { MayNameSomebody, Rest, type Stripped } from './rest.ts';

const EOI = 0xd9;
const APP1 = 0xe1;
const APP2 = 0xe2;
const COMMENT = 0xfe;
/** Conditioning of arithmetic coding, and the frames that are coded so. */
const ARITHMETIC = 0xcc;
const arithmetic = new Set([0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** A picture has a few dozen segments; a profile at most 255. */
const MOST_SEGMENTS = 5_000;

/** Comments that encoders write into each of their files: no room for a name. */
const encoderComments = [
  /^CREATOR: gd-jpeg v\d\.\d \(using IJG JPEG v\d{2,3}\), (?:default quality|quality = \d{1,3})\n?$/,
  /^Intel\(R\) JPEG Library, version (?:\d{1,2}(?:,\d{1,3}){3}|\[\d{1,2}(?:\.\d{1,3}){3}\])\0$/,
  /^HiRes$/,
];

const exifHead = Buffer.from('Exif\0\0', 'latin1');
const profileHead = Buffer.from('ICC_PROFILE\0', 'latin1');

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this JPEG do not add up');

/** Where the coded picture that begins at `at` ends: at the next marker, or with the file. */
function endOfScan(file: Buffer, at: number): number {
  for (
    let here = file.indexOf(0xff, at);
    here >= 0 && here + 1 < file.length;
    here = file.indexOf(0xff, here)
  ) {
    const next = file[here + 1] ?? 0;
    if (next === 0xff) here += 1;
    else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) here += 2;
    else return here;
  }
  return file.length;
}

/** The segments in order; a scan reaches to the marker behind it. What lies between two of them belongs to none. */
function segmentsOf(file: Buffer): JpegSegment[] {
  const segments: JpegSegment[] = [];
  let at = 2;
  while (segments.length < MOST_SEGMENTS) {
    at = file.indexOf(0xff, at);
    if (at < 0 || at + 1 >= file.length) {
      // A picture that was cut off is shown as far as it goes.
      if (segments.at(-1)?.marker === SOS) return segments;
      throw cut();
    }
    const from = at;
    while (file[at + 1] === 0xff) at += 1;
    const marker = file[at + 1] ?? 0;
    if (marker === EOI) {
      segments.push({ marker, from, data: at + 2, to: at + 2 });
      return segments;
    }
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || at + 4 > file.length) throw cut();
    const length = file.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > file.length) throw cut();
    const to = marker === SOS ? endOfScan(file, end) : end;
    segments.push({ marker, from, data: at + 4, to });
    at = to;
  }
  throw new MayNameSomebody(`this JPEG has more than ${MOST_SEGMENTS} segments`);
}

const startsWith = (file: Buffer, { data, to }: JpegSegment, head: Buffer): boolean =>
  to - data >= head.length && file.subarray(data, data + head.length).equals(head);

const isProfile = (file: Buffer, segment: JpegSegment): boolean =>
  segment.marker === APP2 && startsWith(file, segment, profileHead) && segment.to - segment.data >= 14;

function segmentWith(marker: number, head: Buffer, data: Buffer): Buffer {
  const start = Buffer.from([0xff, marker, 0, 0]);
  start.writeUInt16BE(2 + head.length + data.length, 2);
  return Buffer.concat([start, head, data]);
}

/** A profile as APP2 segments (ICC.1, B.4). */
function profileSegments(profile: Buffer): Buffer {
  const size = 65_519;
  const count = Math.ceil(profile.length / size);
  return Buffer.concat(
    Array.from({ length: count }, (_, at) =>
      segmentWith(
        APP2,
        Buffer.concat([profileHead, Buffer.from([at + 1, count])]),
        profile.subarray(at * size, (at + 1) * size),
      ),
    ),
  );
}

/** The tables and headers of the picture itself, whose lengths follow from what they hold (ITU T.81, B.2). */
function isExact(file: Buffer, segment: JpegSegment): boolean {
  const { marker, data, to } = segment;
  const length = to - data;
  if (marker === SOS) return length >= 1 && file.readUInt16BE(data - 2) === 6 + 2 * (file[data] ?? 0);
  if (marker === ARITHMETIC) return length % 2 === 0 && length <= 64;
  if (marker === 0xdc || marker === 0xdd) return length === 2;
  return length >= 6 && length === 6 + 3 * (file[data + 5] ?? 0);
}

/** Keeps the tables that a picture is decoded with; the room of any other is free for words. */
function keepTables(file: Buffer, rest: Rest, segment: JpegSegment, used: ReadonlySet<number>): void {
  const tables = jpegTablesOf(file, segment);
  if (tables === null) throw cut();
  const kept = tables.filter(({ key }) => used.has(key));
  if (kept.length === tables.length) {
    rest.keep(segment.from, segment.to);
    return;
  }
  const data = Buffer.concat(kept.map(({ from, to }) => file.subarray(from, to)));
  if (kept.length > 0) rest.add(segmentWith(segment.marker, Buffer.alloc(0), data));
  rest.drop('tables that no picture uses', segment.to - segment.data - data.length);
}

/** Name of an application's segment, by its number alone where it is not one of those everybody knows. */
function placeOf(file: Buffer, segment: JpegSegment): string {
  const head = file.toString('latin1', segment.data, Math.min(segment.to, segment.data + 40));
  if (head.startsWith('http://ns.adobe.com/')) return 'XMP';
  if (head.startsWith('Photoshop 3.0')) return 'Photoshop (APP13)';
  if (head.startsWith('MPF\0')) return 'further pictures (APP2)';
  return segment.marker === COMMENT ? 'comment (COM)' : `segment APP${segment.marker - 0xe0}`;
}

/** Takes out of a JPEG whatever does not serve to show it; the coded picture stays as it is. @throws MayNameSomebody */
export function stripJpeg(file: Buffer): Stripped {
  const rest = new Rest(file);
  const segments = segmentsOf(file);
  const profile = Buffer.concat(
    segments
      .filter((segment) => isProfile(file, segment))
      .sort((one, other) => (file[one.data + 12] ?? 0) - (file[other.data + 12] ?? 0))
      .map(({ data, to }) => file.subarray(data + 14, to)),
  );
  const clean = profile.length > 0 ? cleanProfile(profile) : null;
  const used = usedTables(file, segments);
  let orientation = 0;
  let at = 2;
  let profiled = false;
  rest.keep(0, 2);
  for (const segment of segments) {
    const { marker, from, data, to } = segment;
    rest.drop('bytes between segments', from - at);
    at = to;
    if (isProfile(file, segment)) {
      if (clean === profile) rest.keep(from, to);
      else {
        rest.drop('words of the colour profile', to - from);
        if (clean && !profiled) rest.add(profileSegments(clean));
        profiled = true;
      }
    } else if (marker === APP1 && startsWith(file, segment, exifHead)) {
      const exif = file.subarray(data + exifHead.length, to);
      const { orientation: stated, found } = readExif(exif);
      const alone = orientationAlone(stated);
      if (orientation === 0 && exif.equals(alone)) rest.keep(from, to);
      else {
        for (const { place, bytes } of found) rest.drop(place, Math.max(1, bytes));
        if (orientation === 0 && stated > 1) rest.add(segmentWith(APP1, exifHead, alone));
      }
      orientation ||= stated;
    } else if (marker === ARITHMETIC && !segments.some((one) => arithmetic.has(one.marker))) {
      rest.drop('tables of a coding that is not used', Math.max(1, to - data));
    } else if (marker >= 0xe0 && marker <= 0xfe) {
      keepOrDrop(file, rest, segment);
    } else if (holdsTables(marker)) keepTables(file, rest, segment, used);
    else if (marker === EOI || isExact(file, segment)) {
      rest.keep(from, to);
    } else throw cut();
  }
  rest.drop('bytes behind the picture', file.length - at);
  return rest.end();
}

/** JFIF and Adobe's colour transform stay, as do the comments of encoders; nothing else that an application wrote. */
function keepOrDrop(file: Buffer, rest: Rest, segment: JpegSegment): void {
  const { marker, from, data, to } = segment;
  const length = to - data;
  const text = file.toString('latin1', data, to);
  const isJfif = marker === 0xe0 && text.startsWith('JFIF\0') && length >= 14;
  const isAdobe = marker === 0xee && text.startsWith('Adobe') && length >= 12;
  const isEncoder = marker === COMMENT && length < 100 && encoderComments.some((one) => one.test(text));
  const isSmallPicture = isJfif && (file[data + 12] !== 0 || file[data + 13] !== 0);
  if (isEncoder || (isJfif && length === 14 && !isSmallPicture) || (isAdobe && length === 12)) {
    rest.keep(from, to);
  } else if (isJfif) {
    const plain = Buffer.from(file.subarray(data + 5, data + 14));
    plain.fill(0, 7);
    rest.add(segmentWith(marker, Buffer.from('JFIF\0', 'latin1'), plain));
    rest.drop('small picture (JFIF)', Math.max(1, length - 14));
  } else if (isAdobe) {
    rest.add(segmentWith(marker, Buffer.alloc(0), file.subarray(data, data + 12)));
    rest.drop('segment APP14', length - 12);
  } else rest.drop(placeOf(file, segment), Math.max(1, length));
}
