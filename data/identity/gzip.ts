import { constants, gzipSync, inflateRawSync } from 'node:zlib';
import { isNifti, stripNifti } from './nifti.ts';
import { foundOf, MayNameSomebody, type Stripped } from './rest.ts';

/** A volume of more than this is not opened in memory. */
const MOST_BYTES = 2 ** 30;
/** Members of one file: programs that pack in blocks write one every 64 kB. */
const MOST_MEMBERS = 50_000;
const HEADER = 10;
const TRAILER = 8;

const cut = (): MayNameSomebody => new MayNameSomebody('the lengths in this gzip file do not add up');

interface Member {
  readonly from: number;
  /** Where the packed bytes begin, and where the member ends. */
  readonly packed: number;
  readonly to: number;
  readonly bytes: Buffer;
}

/** Past the header of a member: extra fields, a file's name, a comment (RFC 1952, 2.3). */
function endOfHeader(file: Buffer, from: number): number {
  const flags = file[from + 3] ?? 0;
  let at = from + HEADER;
  if (flags & 4) at += 2 + file.readUInt16LE(at);
  for (const text of [8, 16]) {
    if (!(flags & text)) continue;
    const end = file.indexOf(0, at);
    if (end < 0) throw cut();
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}

function unpack(packed: Buffer, most: number, part = false): { bytes: Buffer; used: number } {
  try {
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: most,
      info: true,
      ...(part ? { finishFlush: constants.Z_SYNC_FLUSH } : {}),
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { bytes: buffer, used: engine.bytesWritten };
  } catch {
    throw new MayNameSomebody('this gzip file cannot be unpacked whole');
  }
}

function membersOf(file: Buffer): Member[] {
  const members: Member[] = [];
  let room = MOST_BYTES;
  for (let from = 0; file.readUInt16BE(from) === 0x1f8b && file[from + 2] === 8; ) {
    const packed = endOfHeader(file, from);
    // The first bytes tell whether it is worth it to unpack the rest.
    if (from === 0 && !isNifti(unpack(file.subarray(packed, packed + 4_096), 8_000_000, true).bytes))
      throw new MayNameSomebody('what is packed in this gzip file is no volume known here');
    const { bytes, used } = unpack(file.subarray(packed), room);
    const to = packed + used + TRAILER;
    if (to > file.length || members.length >= MOST_MEMBERS) throw cut();
    members.push({ from, packed, to, bytes });
    room -= bytes.length;
    from = to;
    if (from + HEADER + TRAILER > file.length) break;
  }
  return members;
}

/** A volume within gzip: as `stripNifti`, and without the names that gzip keeps of it. @throws MayNameSomebody */
export function stripGzip(file: Buffer): Stripped {
  const members = membersOf(file);
  const end = members.at(-1)?.to ?? 0;
  const volume = stripNifti(Buffer.concat(members.map(({ bytes }) => bytes)));
  const found = new Map(volume.found.map(({ place, bytes }) => [place, bytes]));
  const words = members.reduce((sum, { from, packed }) => sum + packed - from - HEADER, 0);
  if (words > 0) found.set('name or comment of gzip', words);
  if (end < file.length) found.set('bytes behind the picture', file.length - end);
  if (found.size === 0) return { bytes: file, found: [] };
  if (volume.found.length > 0) return { bytes: gzipSync(volume.bytes), found: foundOf(found) };
  const plain = members.flatMap(({ from, packed, to }) => {
    const head = Buffer.from(file.subarray(from, from + HEADER));
    head[3] = 0;
    return [head, file.subarray(packed, to)];
  });
  return { bytes: Buffer.concat(plain), found: foundOf(found) };
}
