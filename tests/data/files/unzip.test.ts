import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unzip } from '../../../data/files/unzip.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';
import { zipOf } from '../../helpers/zip.ts';

function archive(content: Buffer): { path: string; folder: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.zip'), content);
  return { path: join(folder, 'a.zip'), folder: join(folder, 'out') };
}

test('gives every file back, packed or not, with names of any letters, where it was asked to', async () => {
  const files = { 'images/Müller 1.png': 'x'.repeat(10_000), 'empty.png': '', 'left/out.txt': 'no' };
  const { path, folder } = archive(zipOf(files));
  const placed = await unzip(path, folder, (name) => (name.startsWith('left') ? null : name));
  expect(placed).toEqual(['images/Müller 1.png', 'empty.png']);
  expect(readFileSync(join(folder, 'images/Müller 1.png'), 'utf8')).toBe('x'.repeat(10_000));
  expect(readFileSync(join(folder, 'empty.png')).length).toBe(0);
});

const good = zipOf({ 'a.png': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' });
const changed = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(good);
  change(bytes);
  return bytes;
};
const listed = good.indexOf(Buffer.from('504b0102', 'hex'));

test.each<[string, Buffer, RegExp]>([
  ['no archive', Buffer.from('PK no'), /its end is missing/],
  ['an archive that was cut', good.subarray(0, good.length - 30), /its end is missing/],
  ['a path that climbs out', zipOf({ '../../etc/x': 'x' }), /leads out of its folder/],
  ['a length that lies', changed((bytes) => bytes.writeUInt32LE(3, listed + 24)), /holds more than it says/],
  ['more than is taken', changed((bytes) => bytes.writeUInt32LE(2_000_000_000, listed + 24)), /too large/],
  ['an encrypted file', changed((bytes) => bytes.writeUInt16LE(0x801, listed + 8)), /is encrypted/],
  ['another method', changed((bytes) => bytes.writeUInt16LE(99, listed + 10)), /method that is not known/],
  ['damaged bytes', changed((bytes) => bytes.fill(0xff, 36, 40)), /is damaged|holds more/],
  [
    'a directory beyond the end',
    changed((bytes) => bytes.writeUInt32LE(1e9, bytes.length - 6)),
    /out of bounds/,
  ],
])('%s is refused', async (_name, content, message) => {
  const { path, folder } = archive(content);
  await expect(unzip(path, folder, (name) => name)).rejects.toThrow(message);
});
