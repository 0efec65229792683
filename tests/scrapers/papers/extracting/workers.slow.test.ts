import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Borrowed, borrowWorker } from '../../../../scrapers/papers/extracting/workers.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { draw, onePage, samplesImage } from '../fixtures.ts';

const heap = 256;
const limits = { timeoutMs: 60_000, memoryMb: 1_024 };
const often = { papers: 50, memoryMb: 1_000, idleMs: 60_000 };
const film = samplesImage(60, 60, 'DeviceGray', (x, y) => [(x * y) % 256]);

function start() {
  const home = temporaryFolder();
  const file = join(home, 'film.pdf');
  writeFileSync(file, onePage(draw('Im0', 100, 400, 200, 200), [film]));
  let number = 0;
  /** Takes the picture out of the file in the given process. */
  const read = (worker: Borrowed, given = limits) => {
    number += 1;
    const outDir = join(home, `${worker.prefix}-${number}`);
    return worker.run({ action: 'rasters', file, outDir }, given) as Promise<{ images: unknown[] }>;
  };
  return { home, read };
}

const runs = (pid: number | undefined): boolean => {
  try {
    return process.kill(pid ?? 0, 0);
  } catch {
    return false;
  }
};
const ended = (pid: number | undefined) => expect.poll(() => runs(pid), { timeout: 10_000 }).toBe(false);

test('a process is kept for the next paper of its folder, and for no other folder or limit', async () => {
  const { home, read } = start();
  const first = borrowWorker(home, heap, often);
  expect((await read(first)).images).toHaveLength(1);
  const beside = borrowWorker(home, heap, often);
  expect(beside.pid).not.toBe(first.pid);
  await first.release();
  const again = borrowWorker(home, heap, often);
  expect([again.pid, again.prefix]).toEqual([first.pid, first.prefix]);
  expect((await read(again)).images).toHaveLength(1);
  await again.release();
  const [larger, elsewhere] = [
    borrowWorker(home, heap + 1, often),
    borrowWorker(temporaryFolder(), heap, often),
  ];
  expect([larger.pid, elsewhere.pid]).not.toContain(first.pid);
  // One that has read too many papers, or holds too much, is given up when it comes back.
  for (const worker of [beside, larger, elsewhere]) await worker.release();
  for (const limit of [{ papers: 0 }, { memoryMb: 1 }]) {
    const last = borrowWorker(home, heap, { ...often, ...limit });
    await last.release();
    await ended(last.pid);
  }
});

test('a process is given up after so many papers, and when nobody needs it', async () => {
  const { home, read } = start();
  const few = { ...often, papers: 2 };
  const first = borrowWorker(home, heap, few);
  await read(first);
  await first.release();
  const second = borrowWorker(home, heap, few);
  expect(second.pid).toBe(first.pid);
  await read(second);
  await second.release();
  await ended(first.pid);
  const idle = borrowWorker(home, heap, { ...often, idleMs: 100 });
  expect(idle.pid).not.toBe(first.pid);
  await read(idle);
  await idle.release();
  expect(runs(idle.pid)).toBe(true);
  await ended(idle.pid);
});

test('a paper that kills or overruns its process costs that process only', async () => {
  const { home, read } = start();
  const [well, killed, slow] = [0, 1, 2].map(() => borrowWorker(home, heap, often)) as [
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  await read(well);
  const others = [read(well), read(killed), read(slow, { ...limits, timeoutMs: 1 })];
  process.kill(killed.pid ?? 0, 'SIGKILL');
  const [good, crash, late] = await Promise.allSettled(others);
  expect(good).toMatchObject({ status: 'fulfilled' });
  expect(crash).toMatchObject({ status: 'rejected', reason: { code: 'paper-crashed' } });
  expect(late).toMatchObject({ status: 'rejected', reason: { code: 'paper-timeout' } });
  for (const worker of [killed, slow]) {
    await ended(worker.pid);
    await worker.release();
  }
  // Neither is taken again; the one that had nothing to do with it goes on.
  await well.release();
  const next = borrowWorker(home, heap, often);
  expect(next.pid).toBe(well.pid);
  const another = borrowWorker(home, heap, { ...often, papers: 0 });
  expect([killed.pid, slow.pid]).not.toContain(another.pid);
  expect((await read(next)).images).toHaveLength(1);
  await another.release();
  const last = borrowWorker(home, heap, { ...often, papers: 0 });
  for (const worker of [next, last]) await worker.release();
  expect(await readdir(home)).toContain('film.pdf');
});
