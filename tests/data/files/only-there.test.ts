import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../../../data/files/walk.ts';

const rooms = ['cli', 'curation', 'data', 'scrapers', 'server'];
const root = join(import.meta.dirname, '..', '..', '..');

/** Files of the rooms that match, by their path. */
async function filesWith(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const room of rooms) {
    for await (const { path, inside } of walk(join(root, room)))
      if (inside.endsWith('.ts') && pattern.test(readFileSync(path, 'utf8'))) found.push(`${room}/${inside}`);
  }
  return found;
}

test('files and SQLite are reached through data/embedded and data/files alone', async () => {
  const found = await filesWith(/'node:(fs|fs\/promises|sqlite)'/);
  expect(found.filter((path) => !/^data\/(embedded|files)\//.test(path))).toEqual([]);
});

test('the provider is known to whoever opens it, and to commands about its own files, alone', async () => {
  const found = await filesWith(/(from|import\() ?'[^']*\/embedded\//);
  expect(found.filter((path) => !path.startsWith('data/embedded/'))).toEqual([
    'cli/context.ts',
    'cli/upkeep/backup.ts',
    'cli/upkeep/doctor.ts',
  ]);
});
