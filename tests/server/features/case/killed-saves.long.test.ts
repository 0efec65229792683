import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { documentPath } from '../../../../data/embedded/documents/layout.ts';
import { readReview } from '../../../../data/format/read.ts';
import { isWhole } from '../../../helpers/whole.ts';
import { makeWorkspace } from '../../helpers/workbench.ts';

/** The workbench alone, three people saving without a pause, killed in the middle of writes. */
const LANES = 2;
/** In each lane; the daily run makes fewer. */
const KILLS = isWhole ? 26 : 8;
const CASES = ['eurorad-1', 'eurorad-2', 'eurorad-3'];
const script = join(import.meta.dirname, '../../../e2e/helpers/bench-process.ts');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function serve(directory: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout || !child.stdin) throw new Error('no output or no input');
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify({ start: { directory } })}\n`);
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the server ended before it served'))),
  ])) as [string];
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

const eventsOnDisk = (directory: string, caseId: string) => {
  const path = documentPath(directory, 'reviews', caseId);
  try {
    return readReview(JSON.parse(readFileSync(path, 'utf8')), path).events;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** Saves ever new locations to a case until the server is gone; what was acknowledged is noted. */
async function saveUntilKilled(
  url: string,
  caseId: string,
  rev: number,
  acknowledged: string[],
  next: () => string,
) {
  for (let at = rev; ; at += 1) {
    const value = next();
    let answer: Response;
    try {
      answer = await fetch(`${url}/cases/${caseId}/decisions`, {
        method: 'POST',
        headers: {
          'If-Match': `"${at}"`,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Sec-Fetch-Site': 'same-origin',
        },
        body: new URLSearchParams({ field: 'location', patient: 'p1', image: '', value }),
      });
    } catch {
      return;
    }
    if (answer.status !== 200) throw new Error(`save answered ${answer.status}`);
    acknowledged.push(value);
    await answer.arrayBuffer().catch(() => undefined);
  }
}

/** Fails when a writer gives up while the server still runs: waiting for its saves would have no end. */
const endedTooSoon = async (saving: readonly Promise<void>[]) => {
  await Promise.race(saving);
  throw new Error('a save failed before the server was killed');
};

async function lane(number: number): Promise<{ kills: number; saves: number }> {
  const { directory, workspace } = await makeWorkspace(CASES.length, 0);
  await workspace.close();
  folders.push(directory);
  const acknowledged = new Map(CASES.map((id) => [id, [] as string[]]));
  const total = () => [...acknowledged.values()].reduce((sum, list) => sum + list.length, 0);
  const reached = async (wanted: number) => {
    while (total() < wanted) await pause(1);
  };
  let count = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { child, url } = await serve(directory);
    const before = total();
    const saving = CASES.map((id) =>
      saveUntilKilled(url, id, eventsOnDisk(directory, id).length, acknowledged.get(id) ?? [], () => {
        count += 1;
        return `Place ${number}-${count}`;
      }),
    );
    // Some saves in, then at any moment of the next ones.
    await Promise.race([reached(before + 2 + (kill % 5)), endedTooSoon(saving)]);
    await pause((kill * 7 + number * 3) % 23);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await Promise.all([gone, ...saving]);
    for (const id of CASES) {
      const saved = eventsOnDisk(directory, id).map((event) =>
        event.kind === 'decide' ? event.value : null,
      );
      const wanted = acknowledged.get(id) ?? [];
      expect(wanted.filter((value) => !saved.includes(value))).toEqual([]);
      // What was not acknowledged may be there, but at most the one save that was under way a kill.
      expect(saved.length - wanted.length).toBeLessThanOrEqual(kill + 1);
    }
  }
  return { kills: KILLS, saves: total() };
}

describe('the workbench killed in the middle of saves', () => {
  it('loses no acknowledged save, kill after kill', async () => {
    const results = await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    const kills = results.reduce((sum, result) => sum + result.kills, 0);
    const saves = results.reduce((sum, result) => sum + result.saves, 0);
    expect(kills).toBe(LANES * KILLS);
    expect(saves).toBeGreaterThan(2 * kills);
  }, 600_000);
});
