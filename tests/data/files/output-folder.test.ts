import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openOutputFolder } from '../../../data/files/output-folder.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

describe('an output folder', () => {
  test('is not to be seen before it is whole, then holds every file with its hash', async () => {
    const base = temporaryFolder();
    const target = join(base, 'out');
    writeFileSync(join(base, 'from.bin'), 'bytes');
    const folder = openOutputFolder(target, () => false);
    const text = folder.text('a/table.csv');
    for (let line = 0; line < 50_000; line += 1) text.write(`${line},äöü\n`);
    expect(text.end()).toMatchObject({ path: 'a/table.csv', bytes: 638_890 });
    folder.write('note.txt', 'hello');
    await folder.copy('copy.bin', join(base, 'from.bin'));
    expect(existsSync(target)).toBe(false);
    folder.commit();
    expect(readdirSync(target).sort()).toEqual(['a', 'copy.bin', 'note.txt']);
    expect(readFileSync(join(target, 'a', 'table.csv'), 'utf8').split('\n')).toHaveLength(50_001);
    expect(folder.files().map(({ path, bytes }) => [path, bytes])).toEqual([
      ['a/table.csv', 638_890],
      ['copy.bin', 5],
      ['note.txt', 5],
    ]);
    expect(folder.files()[2]?.sha256).toBe(
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    );
    expect(readdirSync(base).sort()).toEqual(['from.bin', 'out']);
  });

  test('leaves nothing when it is discarded, and what was there stays', () => {
    const base = temporaryFolder();
    const target = join(base, 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'old.txt'), 'old');
    const folder = openOutputFolder(target, () => true);
    folder.text('table.csv').write('half');
    folder.discard();
    expect(readdirSync(base)).toEqual(['out']);
    expect(readFileSync(join(target, 'old.txt'), 'utf8')).toBe('old');
  });

  test('replaces an earlier one only where that is allowed', () => {
    const target = join(temporaryFolder(), 'out');
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.doc'), 'mine');
    expect(() => openOutputFolder(target, (entries) => entries.includes('release.json'))).toThrow(
      /holds other files/,
    );
    const folder = openOutputFolder(target, () => true);
    folder.write('new.txt', 'new');
    folder.commit();
    expect(readdirSync(target)).toEqual(['new.txt']);
  });

  test.each(['../out.txt', 'a/../../b', '/etc/x', 'a//b', 'a\\b', 'x\u0000y', ''])(
    'refuses the path %j',
    (path) => {
      const folder = openOutputFolder(join(temporaryFolder(), 'out'), () => false);
      expect(() => folder.write(path, 'x')).toThrow(/no plain path/);
      folder.discard();
    },
  );

  test('is one clear error where nothing can be written', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'no folder');
    expect(() => openOutputFolder(join(file, 'inside', 'out'), () => false)).toThrow(
      /^could not make \/\S+\.out\.\w+\.part: ENOTDIR/,
    );
  });

  test('refuses a second file of the same name, letter case aside', () => {
    const folder = openOutputFolder(join(temporaryFolder(), 'out'), () => false);
    folder.write('images/a.png', 'x');
    expect(() => folder.write('images/A.png', 'y')).toThrow(/would be written twice/);
    folder.discard();
  });
});
