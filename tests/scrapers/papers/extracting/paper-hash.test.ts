import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { hashOfPaper } from '../../../../scrapers/papers/extracting/paper-hash.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

test('the folder of a paper goes by what is in its file', () => {
  const folder = temporaryFolder();
  for (const [name, text] of [
    ['one.pdf', 'the same'],
    ['two.pdf', 'the same'],
    ['three.pdf', 'something else'],
  ] as const)
    writeFileSync(join(folder, name), text);
  const of = (name: string) => hashOfPaper(join(folder, name));
  expect(of('one.pdf')).toBe(of('two.pdf'));
  expect(of('one.pdf')).not.toBe(of('three.pdf'));
});

test('a file of gigabytes is refused before it is read', () => {
  const file = join(temporaryFolder(), 'large.pdf');
  writeFileSync(file, '%PDF-1.7');
  // A file with a hole: it takes no room on the disk.
  truncateSync(file, 3 * 2 ** 30);
  expect(() => hashOfPaper(file)).toThrow(/large\.pdf has 3072 MB; at most 200 MB are read/);
});

it.skipIf(process.platform === 'win32')('a pipe and a device are refused before they are opened', () => {
  const pipe = join(temporaryFolder(), 'pipe.pdf');
  execFileSync('mkfifo', [pipe]);
  expect(() => hashOfPaper(pipe)).toThrow(/pipe\.pdf is no ordinary file; give the path/);
  expect(() => hashOfPaper('/dev/zero')).toThrow(/no ordinary file/);
});
