import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DurableBatch } from '../../../data/embedded/disk/durable-batch.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

describe('files that become durable together', () => {
  test('nothing has its name before the commit, everything after', async () => {
    const folder = temporaryFolder();
    const batch = new DurableBatch();
    const names = ['a/one', 'a/two', 'b/three'];
    for (const name of names) await batch.add(join(folder, name), Buffer.from(name));
    expect([...readdirSync(join(folder, 'a')), ...readdirSync(join(folder, 'b'))]).toEqual(
      Array(3).fill(expect.stringMatching(/\.part$/)),
    );
    expect(batch.has(join(folder, 'a/one'))).toBe(true);
    await batch.commit();
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['one', 'two']);
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toBe(name);
    expect(batch.has(join(folder, 'a/one'))).toBe(false);
  });

  test('hundreds at once leave no file open for long', async () => {
    const folder = temporaryFolder();
    const batch = new DurableBatch();
    await Promise.all(
      Array.from({ length: 300 }, (_, at) => batch.add(join(folder, `${at}`), Buffer.from([at & 255]))),
    );
    await batch.commit();
    expect(readdirSync(folder)).toHaveLength(300);
  });

  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written to is named with its remedy',
    async () => {
      const folder = join(temporaryFolder(), 'closed');
      mkdirSync(folder, { mode: 0o500 });
      onTestFinished(() => chmodSync(folder, 0o700));
      const batch = new DurableBatch();
      await expect(batch.add(join(folder, 'x'), Buffer.from('x'))).rejects.toMatchObject({
        code: 'disk-eacces',
      });
      await batch.commit();
    },
  );

  test('a name that is taken by a folder is an error, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    const batch = new DurableBatch();
    await batch.add(join(folder, 'taken'), Buffer.from('x'));
    await expect(batch.commit()).rejects.toMatchObject({ code: expect.stringMatching(/^disk-/) });
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
