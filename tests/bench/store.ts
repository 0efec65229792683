import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { decide, draftOf } from '../helpers/drafts.ts';

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const milliseconds = (value: number): string => `${value.toFixed(2)} ms`;

/** The least a durable save can cost here: write and fsync of a file of the same size. */
function fsyncTimes(folder: string, size: number, times: number): number[] {
  const bytes = Buffer.alloc(size, 'x');
  const handle = openSync(join(folder, 'plain'), 'w');
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    writeSync(handle, bytes, 0, bytes.length, 0);
    fsyncSync(handle);
    return performance.now() - start;
  });
  closeSync(handle);
  return taken;
}

async function timed(times: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now();
    await work(turn);
    taken.push(performance.now() - start);
  }
  return taken;
}

/** Saves and reads of a workspace as it grows, beside a bare write with fsync. */
export async function run(sizes: readonly number[] = [100, 1_000, 10_000]): Promise<object[]> {
  const rows: object[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
    try {
      const directory = join(folder, 'workspace');
      createWorkspace(directory);
      const workspace = openWorkspace(directory);
      const puts = await timed(size, (turn) => workspace.cases.put(draftOf(`eurorad-${turn}`)));
      const saves = await timed(200, (turn) =>
        workspace.reviews.append(`eurorad-${turn % size}`, [decide('age', turn)]),
      );
      const reads = await timed(200, (turn) => workspace.cases.get(`eurorad-${(turn * 37) % size}`));
      await workspace.index.ready();
      const searches = await timed(50, async () => workspace.index.list({ text: 'radiograph', limit: 50 }));
      await workspace.close();
      const start = performance.now();
      const again = openWorkspace(directory);
      await again.index.ready();
      const opened = performance.now() - start;
      await again.close();
      rows.push({
        cases: size,
        'write + fsync alone, median': milliseconds(percentile(fsyncTimes(folder, 2_000, 200), 0.5)),
        'case write, median': milliseconds(percentile(puts, 0.5)),
        'review save, median': milliseconds(percentile(saves, 0.5)),
        'review save, p95': milliseconds(percentile(saves, 0.95)),
        'case read, p95': milliseconds(percentile(reads, 0.95)),
        'search, p95': milliseconds(percentile(searches, 0.95)),
        'open and check every file': milliseconds(opened),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
