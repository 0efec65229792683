import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWorkspace } from '../../../data/embedded/config.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { temporaryFolder } from '../../helpers/temporary.ts';
import { isWhole } from '../../helpers/whole.ts';

const script = join(import.meta.dirname, '../../helpers/store-writer.ts');

interface Writer {
  child: ChildProcess;
  /** Whole lines only: a line cut off by the kill was never acknowledged. */
  lines: () => string[];
}

function startWriter(directory: string, name: string): Writer {
  const child = spawn(process.execPath, [script, directory, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { child, lines: () => text.split('\n').slice(0, -1) };
}

test('two writers killed again and again lose no acknowledged write', async () => {
  const directory = join(temporaryFolder(), 'workspace');
  createWorkspace(directory);
  const acknowledged = new Set<string>();
  const newest = new Map<string, number>();
  let kills = 0;
  const rounds = isWhole ? 30 : 14;
  for (let round = 0; round < rounds; round += 1) {
    const writers = [startWriter(directory, 'one'), startWriter(directory, 'two')];
    // After some writes of each, however fast the disk is, and then at any moment of the next ones.
    const least = 2 + Math.floor(Math.random() * 6);
    while (writers.some((writer) => writer.lines().length < least)) await wait(2);
    await wait(Math.random() * 40);
    for (const { child } of writers) {
      child.kill('SIGKILL');
      await once(child, 'close');
      kills += 1;
    }
    for (const line of writers.flatMap((writer) => writer.lines())) {
      const [kind, id = '', detail = ''] = line.split(' ');
      if (kind === 'review') acknowledged.add(`${id} ${detail}`);
      else newest.set(id, Math.max(newest.get(id) ?? 0, Number(detail)));
    }
  }
  expect(kills).toBe(2 * rounds);

  const workspace = openWorkspace(directory);
  const held = new Set<string>();
  for (const id of newest.keys()) {
    const review = await workspace.reviews.get(id);
    for (const event of review.events) held.add(`${id} ${event.id}`);
    expect(review.events).toHaveLength(new Set(review.events.map((event) => event.id)).size);
    // At most the writes under way at a kill come on top of those acknowledged.
    expect((await workspace.cases.get(id))?.rev).toBeGreaterThanOrEqual(newest.get(id) ?? 0);
  }
  expect([...acknowledged].filter((key) => !held.has(key))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(2 * rounds);

  await workspace.index.ready();
  for (const row of (await workspace.index.list()).rows) {
    expect([row.rev, row.reviewRev]).toEqual([
      (await workspace.cases.get(row.id))?.rev,
      (await workspace.reviews.get(row.id)).rev,
    ]);
  }
  await workspace.close();
});
