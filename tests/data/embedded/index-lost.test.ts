import {
  closeSync,
  copyFileSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { EmbeddedWorkspace } from '../../../data/embedded/workspace.ts';
import { decide, draftOf } from '../../helpers/drafts.ts';
import { reopened, temporaryWorkspace } from '../../helpers/temporary.ts';

const CASES = 5;

const indexOf = ({ directory }: EmbeddedWorkspace): string => join(directory, 'index.sqlite');

/** What another program does to it. All of it then stands in the file, and nothing in the log beside it. */
function outside(workspace: EmbeddedWorkspace, sql = ''): void {
  using other = new DatabaseSync(indexOf(workspace));
  other.exec(`${sql}; PRAGMA wal_checkpoint(TRUNCATE)`);
}

async function filled(cases = CASES): Promise<EmbeddedWorkspace> {
  const workspace = temporaryWorkspace();
  for (let at = 1; at <= cases; at += 1) await workspace.cases.put(draftOf(`eurorad-${at}`));
  await workspace.index.ready();
  outside(workspace);
  return workspace;
}

const idsIn = async ({ index }: EmbeddedWorkspace): Promise<string[]> =>
  (await index.list({ limit: 1_000 })).rows.map(({ id }) => id);

const named = (count: number): string[] => Array.from({ length: count }, (_, at) => `eurorad-${at + 1}`);

/** The whole index of another workspace, which has none of these cases. */
async function foreign(): Promise<string> {
  const other = temporaryWorkspace();
  await other.cases.put(draftOf('sirm-1'));
  await other.index.ready();
  outside(other);
  const path = `${indexOf(other)}.copy`;
  copyFileSync(indexOf(other), path);
  return path;
}

/** Bytes that mean nothing in the place of others, as a failing disk leaves them: the file stays the same one. */
function garble(path: string, from: number, to: number): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  const rubbish = Buffer.alloc(Math.max(0, Math.floor(size * to) - Math.floor(size * from)), 0xa5);
  writeSync(file, rubbish, 0, rubbish.length, Math.floor(size * from));
  closeSync(file);
}

const losses: readonly (readonly [string, (workspace: EmbeddedWorkspace) => void | Promise<void>])[] = [
  ['deleted', (workspace) => rmSync(indexOf(workspace))],
  [
    'deleted with what SQLite keeps beside it',
    (workspace) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(indexOf(workspace) + suffix, { force: true });
    },
  ],
  ['deprived of its log', (workspace) => rmSync(`${indexOf(workspace)}-wal`)],
  ['emptied', (workspace) => truncateSync(indexOf(workspace), 0)],
  ['cut in half', (workspace) => truncateSync(indexOf(workspace), statSync(indexOf(workspace)).size / 2)],
  ['overwritten with rubbish', (workspace) => writeFileSync(indexOf(workspace), 'rubbish '.repeat(9_000))],
  ['garbled at its head', (workspace) => garble(indexOf(workspace), 0, 0.1)],
  ['garbled in its middle', (workspace) => garble(indexOf(workspace), 0.1, 1)],
  ['exchanged', async (workspace) => renameSync(await foreign(), indexOf(workspace))],
  ['exchanged in its place', async (workspace) => copyFileSync(await foreign(), indexOf(workspace))],
  ['without a table', (workspace) => outside(workspace, 'DROP TABLE images; DROP TABLE terms')],
  [
    'full of what nobody wrote',
    (workspace) => outside(workspace, "UPDATE terms SET bits = x'0102'; UPDATE cases SET terms = '{'"),
  ],
];

test.each(losses)('an index that is %s is made again at once, and no write fails for it', async (_, lose) => {
  const workspace = await filled();
  const { cases, reviews, index } = workspace;
  await lose(workspace);
  // Somebody goes on working in the very moment, and after the file was looked for again.
  for (let at = 0; at < 4; at += 1) {
    await reviews.append(`eurorad-${at + 1}`, [decide('survival', at % 2 ? 'yes' : 'no')]);
    // Lists wait a moment for an index that is made again, and never fail for it.
    await vi.waitFor(
      async () => expect((await index.search({ text: 'radiograph' })).rows.length).toBeGreaterThan(0),
      { timeout: 5_000 },
    );
    if (at === 1) await wait(520);
  }
  await cases.put(draftOf('eurorad-6'));
  await vi.waitFor(
    async () => {
      expect(await idsIn(workspace)).toEqual(named(6));
      expect((await index.list({ status: 'in-progress' })).total).toBe(4);
      expect((await index.facets())['site']).toEqual([{ term: 'eurorad', count: 6 }]);
      expect(await index.isCurrent()).toBe(true);
    },
    { timeout: 20_000, interval: 100 },
  );
  const runs = await Array.fromAsync(index.exportOrder());
  expect(runs.map(({ id }) => id)).toEqual(named(6));
});

test('two processes go on with one index when it is deleted under them, and see what each other writes', async () => {
  const first = await filled(3);
  const second = reopened(first.directory);
  await second.index.ready();
  for (let round = 0; round < 2; round += 1) {
    rmSync(indexOf(first));
    await wait(520);
    await first.cases.put(draftOf(`eurorad-${4 + 2 * round}`));
    await second.cases.put(draftOf(`eurorad-${5 + 2 * round}`));
  }
  await vi.waitFor(
    async () => {
      expect(await idsIn(first)).toEqual(named(7));
      expect(await idsIn(second)).toEqual(named(7));
    },
    { timeout: 20_000, interval: 100 },
  );
});

test('a write beside a process that holds the index for long is kept, and caught up with', async () => {
  const workspace = await filled(2);
  const other = new DatabaseSync(indexOf(workspace));
  other.exec('BEGIN IMMEDIATE');
  const { rev } = await workspace.reviews.append('eurorad-1', [decide('survival', 'yes')]);
  expect(rev).toBe(1);
  expect(await workspace.index.isCurrent()).toBe(false);
  other.exec('ROLLBACK');
  other.close();
  await workspace.index.ready();
  expect((await workspace.index.list({ status: 'in-progress' })).total).toBe(1);
});

test('a long read keeps nobody from writing, although another process writes too; it misses and repeats nothing', async () => {
  const workspace = await filled(260);
  const other = reopened(workspace.directory);
  await other.index.ready();
  const seen: string[] = [];
  for await (const { id, images } of workspace.index.exportOrder()) {
    for (const image of images) seen.push(`${id}/${image}`);
    if (seen.length % 100 !== 0) continue;
    const at = (seen.length % 260) + 1;
    await other.reviews.append(`eurorad-${at}`, [decide('survival', 'yes')]);
    await workspace.reviews.append(`eurorad-${at}`, [decide('went_icu', 'no')]);
    expect(
      (await workspace.index.list({ status: 'in-progress' })).rows.some((row) => row.reviewRev > 0),
    ).toBe(true);
    if (seen.length === 300) rmSync(indexOf(workspace));
  }
  expect(seen).toEqual(named(260).flatMap((id) => [`${id}/i1`, `${id}/i2`]));
});
