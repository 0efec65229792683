import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { releaseWorkspace } from '../../../curation/release/release.ts';
import { validateDataPackage } from '../../helpers/frictionless.ts';
import { workspaceOfRows } from '../../helpers/metadata-workspace.ts';
import { filled, readTable as read } from '../../helpers/release-rows.ts';
import { releaseSource } from '../../helpers/release-source.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

describe('what a release is made of, and where', () => {
  test('a 16-bit picture goes out in 8 bit, its original beside it', async () => {
    const deep = await sharp(Buffer.alloc(300 * 300 * 2, 7), {
      raw: { width: 300, height: 300, channels: 1, depth: 'ushort' },
    } as never)
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const workspace = await workspaceOfRows([{ filename: 'deep.png' }], { 'deep.png': deep });
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1' });
    expect((await sharp(join(out, 'images', 'deep.png')).metadata()).depth).toBe('uchar');
    const [row] = read(out, 'images.csv');
    expect(row).toMatchObject({ original: 'originals/deep.png' });
    expect(readFileSync(join(out, 'originals', 'deep.png'))).toEqual(deep);
    expect(validateDataPackage(out)).toEqual([]);
  });

  test.each<[string, Parameters<typeof releaseWorkspace>[2], RegExp]>([
    ['a version of blanks', { version: ' ' }, /--version ' ' is no version/],
    ['a date of words', { version: '1', date: 'today' }, /--date 'today' is no date/],
  ])('%s is refused', async (_name, options, message) => {
    const workspace = await workspaceOfRows([{ filename: 'a.png' }]);
    await expect(
      releaseWorkspace(releaseSource(workspace), join(temporaryFolder(), 'out'), options),
    ).rejects.toThrow(message);
  });

  test('nothing is released where nothing may go out', async () => {
    const workspace = await workspaceOfRows([{ filename: 'a.png' }]);
    const base = temporaryFolder();
    await expect(releaseWorkspace(releaseSource(workspace), join(base, 'out'))).rejects.toThrow(
      /no row may go out under 'share' \(no-file 1\)/,
    );
    expect(readdirSync(base)).toEqual([]);
  });

  test('a folder with other files is left alone', async () => {
    const workspace = await filled();
    const base = temporaryFolder();
    writeFileSync(join(base, 'thesis.doc'), 'mine');
    await expect(releaseWorkspace(releaseSource(workspace), base, { version: '1' })).rejects.toThrow(
      /holds other files \(thesis\.doc\)/,
    );
    expect(readdirSync(base)).toEqual(['thesis.doc']);
  });

  test('an earlier release gives way to the next, but not with what somebody laid into it', async () => {
    const workspace = await filled();
    const out = join(temporaryFolder(), 'out');
    await releaseWorkspace(releaseSource(workspace), out, { version: '1' });
    // Whoever imports load.py leaves this behind.
    mkdirSync(join(out, '__pycache__'));
    writeFileSync(join(out, '__pycache__', 'load.cpython-311.pyc'), 'compiled');
    await releaseWorkspace(releaseSource(workspace), out, { version: '2' });
    writeFileSync(join(out, 'images', 'mine.txt'), 'notes');
    await expect(releaseWorkspace(releaseSource(workspace), out, { version: '3' })).rejects.toThrow(
      /is an earlier release, but images\/mine\.txt in it is not of it and would be lost/,
    );
    expect(readFileSync(join(out, 'images', 'mine.txt'), 'utf8')).toBe('notes');
  });
});
