import { appendFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkArchive } from '../../../../data/embedded/archive/archive-check.ts';
import { crawlWith } from '../../../helpers/crawl-with.ts';

const archived = async () => {
  const { workspace } = await crawlWith({ cases: 2 });
  const folder = join(workspace.directory, 'archive');
  const file = readdirSync(folder).find((name) => name.endsWith('.warc.gz')) ?? '';
  return { directory: workspace.directory, folder, file, path: join(folder, file) };
};

test('a whole archive has no fault, nor a workspace without one', async () => {
  const { directory, folder } = await archived();
  expect(checkArchive(directory, { repair: false })).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(checkArchive(directory, { repair: false })).toEqual([]);
});

test('what a killed run left behind its last record is named, and cut off when asked', async () => {
  const { directory, file, path } = await archived();
  const { size } = statSync(path);
  appendFileSync(path, 'half a record');
  expect(checkArchive(directory, { repair: false })).toEqual([
    { kind: 'tail', file, bytes: 13, repaired: false },
  ]);
  expect(statSync(path).size).toBe(size + 13);
  expect(checkArchive(directory, { repair: true })).toMatchObject([{ kind: 'tail', repaired: true }]);
  expect([statSync(path).size, checkArchive(directory, { repair: false })]).toEqual([size, []]);
});

test('a file that is short or gone is named and left', async () => {
  const { directory, file, path } = await archived();
  truncateSync(path, statSync(path).size - 40);
  expect(checkArchive(directory, { repair: true })).toEqual([
    { kind: 'short', file, bytes: 40, repaired: false },
  ]);
  rmSync(path);
  expect(checkArchive(directory, { repair: true })).toMatchObject([
    { kind: 'missing', file, repaired: false },
  ]);
});

test('a torn line of the journal is closed and passed over', async () => {
  const { directory, folder } = await archived();
  appendFileSync(join(folder, 'fetches.jsonl'), '{"id":"half');
  expect(checkArchive(directory, { repair: true })).toEqual([]);
  appendFileSync(join(folder, 'fetches.jsonl'), '{"whole": "foreign line"}\n');
  expect(checkArchive(directory, { repair: true })).toEqual([]);
});
