import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseline } from '../helpers/command.ts';
import { alikeTitle, paperOf } from '../helpers/invented-papers.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

describe('paper --images-only', () => {
  test('keeps the pictures of several files apart, also of files with the same name', async () => {
    const folder = temporaryFolder();
    const files = ['a', 'b', 'A'].map((name, at) => {
      mkdirSync(join(folder, `in-${at}`));
      const file = join(folder, `in-${at}`, `${name === 'b' ? 'other' : name}.pdf`);
      writeFileSync(file, paperOf({ title: alikeTitle, picture: 3 + 2 * at }));
      return file;
    });
    const out = join(folder, 'out');
    const { code, stdout } = await caseline(['paper', ...files, '--images-only', out, '--json']);
    expect(code).toBe(0);
    const written = stdout
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => (JSON.parse(line) as { images: { file: string }[] }).images.map(({ file }) => file));
    expect(written.map((file) => file.slice(out.length + 1))).toEqual([
      'a/001-000.png',
      'other/001-000.png',
      'A-2/001-000.png',
    ]);
    expect(new Set(written.map((file) => readFileSync(file).toString('base64'))).size).toBe(3);
  });

  test('of one file is PPP-NNN.ext in the folder itself; what is there is not written over unasked', async () => {
    const folder = temporaryFolder();
    const [one, other] = [3, 5].map((picture) => {
      const file = join(folder, `${picture}.pdf`);
      writeFileSync(file, paperOf({ title: alikeTitle, picture }));
      return file;
    }) as [string, string];
    const out = join(folder, 'out');
    const args = ['--images-only', out];
    expect((await caseline(['paper', one, ...args])).code).toBe(0);
    const first = readFileSync(join(out, '001-000.png'));
    // The same bytes again cost nothing.
    expect((await caseline(['paper', one, ...args])).code).toBe(0);
    const refused = await caseline(['paper', other, ...args]);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /out holds 001-000\.png already; nothing was written\. Name another folder, or say --replace/,
    );
    expect(readdirSync(out)).toEqual(['001-000.png']);
    expect(readFileSync(join(out, '001-000.png'))).toEqual(first);
    expect((await caseline(['paper', other, ...args, '--replace'])).code).toBe(0);
    expect(readFileSync(join(out, '001-000.png'))).not.toEqual(first);
  });
  test('says what stands in the way of a folder or of a picture, and writes nothing', async () => {
    const folder = temporaryFolder();
    const files = ['a', 'b'].map((name, at) => {
      writeFileSync(join(folder, `${name}.pdf`), paperOf({ title: alikeTitle, picture: 3 + 2 * at }));
      return join(folder, `${name}.pdf`);
    });
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'a'), 'mine');
    const both = await caseline(['paper', ...files, '--images-only', out]);
    expect(both.code).toBe(1);
    expect(both.stderr).toMatch(
      /out\/a is a file, .+nothing was written; move it away or name another folder/,
    );
    expect(both.stderr).not.toContain('fault of Caseline');
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('mine');
    // The other paper is no worse for it.
    expect(readdirSync(join(out, 'b'))).toEqual(['001-000.png']);
    mkdirSync(join(out, '001-000.png'));
    const one = await caseline(['paper', files[0] ?? '', '--images-only', out, '--replace']);
    expect(one.code).toBe(1);
    expect(one.stderr).toMatch(/holds 001-000\.png already, as folders; nothing was written/);
    expect(readdirSync(out).sort()).toEqual(['001-000.png', 'a', 'b']);
  });
});
