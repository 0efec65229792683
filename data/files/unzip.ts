import { closeSync, createReadStream, createWriteStream, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { InvalidInput } from '../errors.ts';

/** Files of a ZIP archive (PKWARE APPNOTE 6.3), without ZIP64 and encryption: what people pack pictures in. */

/** At most so many files, and bytes of one and of all when unpacked: above this an archive is taken for a bomb. */
const MOST_FILES = 50_000;
const MOST_BYTES = 1_000_000_000;
const MOST_BYTES_OF_ALL = 8_000_000_000;

/** A comment may follow the end of the directory: 65,535 bytes of it. */
const LONGEST_END = 22 + 65_535;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly at: number;
}

const broken = (path: string, why: string): InvalidInput =>
  new InvalidInput('bad-zip', `${basename(path)} is no ZIP archive that can be read: ${why}; pack it again`);

function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function entriesOf(path: string, handle: number): Entry[] {
  const { size } = fstatSync(handle);
  const tail = Buffer.alloc(Math.min(size, LONGEST_END));
  readSync(handle, tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > tail.length) throw broken(path, 'its end is missing');
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count === 0xffff || start === 0xffffffff) throw broken(path, 'it is of the form ZIP64');
  if (count > MOST_FILES || start + length > size) throw broken(path, 'its directory is out of bounds');
  const directory = Buffer.alloc(length);
  readSync(handle, directory, 0, length, start);
  const entries: Entry[] = [];
  for (let at = 0, left = count; left > 0; left -= 1) {
    if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50)
      throw broken(path, 'its directory is damaged');
    const named = directory.readUInt16LE(at + 28);
    const next = at + 46 + named + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > length) throw broken(path, 'its directory is damaged');
    const name = nameOf(directory.subarray(at + 46, at + 46 + named));
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw broken(path, `${name} is encrypted`);
    entries.push({
      name,
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

/** Counts what comes out of an entry: its directory may lie about it. */
function bounded(path: string, { name, bytes }: Entry): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > bytes ? broken(path, `${name} holds more than it says`) : null, chunk);
    },
  });
}

async function unpack(path: string, handle: number, entry: Entry, target: string): Promise<void> {
  const head = Buffer.alloc(30);
  if (readSync(handle, head, 0, 30, entry.at) < 30 || head.readUInt32LE(0) !== 0x04034b50)
    throw broken(path, `${entry.name} is not where the directory says`);
  const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (entry.method !== 0 && entry.method !== 8)
    throw broken(path, `${entry.name} is packed by a method that is not known (${entry.method})`);
  await mkdir(dirname(target), { recursive: true });
  if (entry.packed === 0) {
    await writeFile(target, '', { flag: 'wx' });
    return;
  }
  const source = createReadStream(path, { start, end: start + entry.packed - 1 });
  const out = createWriteStream(target, { flags: 'wx' });
  try {
    if (entry.method === 0) await pipeline(source, bounded(path, entry), out);
    else await pipeline(source, createInflateRaw(), bounded(path, entry), out);
  } catch (cause) {
    if (cause instanceof InvalidInput || !(cause as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw cause;
    throw broken(path, `${entry.name} is damaged`);
  }
}

/**
 * Unpacks the files of an archive.
 * @param placeOf where a file goes within `folder`, by its path in the archive; null: it is left out. Given to nobody but this
 *   function: what leads out of the folder is refused
 * @returns places of the files within the folder
 * @throws InvalidInput for what is no archive, is too large when unpacked, or leads out of the folder
 */
export async function unzip(
  path: string,
  folder: string,
  placeOf: (name: string) => string | null,
): Promise<string[]> {
  const handle = openSync(path, 'r');
  try {
    const wanted = entriesOf(path, handle).flatMap((entry) => {
      const place = entry.name.endsWith('/') ? null : placeOf(entry.name);
      return place === null ? [] : [{ entry, place }];
    });
    const bytes = wanted.reduce((sum, { entry }) => sum + entry.bytes, 0);
    if (bytes > MOST_BYTES_OF_ALL || wanted.some(({ entry }) => entry.bytes > MOST_BYTES))
      throw broken(path, 'it is too large when unpacked');
    for (const { entry, place } of wanted) {
      if (
        place
          .split('/')
          .some((part) => part === '' || part === '.' || part === '..' || /[\\\u0000]/.test(part))
      )
        throw broken(path, `${entry.name} leads out of its folder`);
      await unpack(path, handle, entry, join(folder, ...place.split('/')));
    }
    return wanted.map(({ place }) => place);
  } finally {
    closeSync(handle);
  }
}
