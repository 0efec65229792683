import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDerivedCache } from '../../../data/embedded/images/derived-cache.ts';
import { derivedCacheContract } from '../../contract-suites/derived-cache.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';

derivedCacheContract(async () => {
  const folder = temporaryFolder();
  return async () => openDerivedCache(folder);
});

test('a damaged file is made anew, and where none can be made values live in memory', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'derived.sqlite'), 'this is no database '.repeat(500));
  for (const place of [folder, join(folder, 'nowhere')]) {
    await using cache = openDerivedCache(place);
    await cache.put('a/1', 'x', new Uint8Array([1]));
    expect((await cache.get('a/1', ['x'])).get('x')).toEqual(new Uint8Array([1]));
  }
  expect((await openDerivedCache(folder).get('a/1', ['x'])).size).toBe(1);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});
