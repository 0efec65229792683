import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../../data/files/walk.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Files of the rooms that match, by their path. */
async function filesWith(pattern: RegExp, rooms: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const room of rooms) {
    for await (const { path, inside } of walk(join(root, room)))
      if (inside.endsWith('.ts') && pattern.test(readFileSync(path, 'utf8'))) found.push(`${room}/${inside}`);
  }
  return found;
}

test('files and SQLite are reached through data/embedded and data/files alone', async () => {
  const found = await filesWith(/'node:(fs|fs\/promises|sqlite)'/, [
    'cli',
    'curation',
    'data',
    'scrapers',
    'server',
  ]);
  expect(found.filter((path) => !/^data\/(embedded|files)\//.test(path))).toEqual([]);
});

test('nothing above data asks for the folder of a workspace', async () => {
  expect(await filesWith(/workspace\.directory\b/, ['cli', 'curation', 'scrapers', 'server'])).toEqual([]);
});
