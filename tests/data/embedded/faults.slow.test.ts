import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWorkspace } from '../../../data/embedded/config.ts';
import { examineWorkspace } from '../../../data/embedded/doctor.ts';
import { openWorkspace } from '../../../data/embedded/workspace.ts';
import { walk } from '../../../data/files/walk.ts';
import type { ThroughTheFault } from '../../helpers/disk-fault.ts';
import { decide, draftOf } from '../../helpers/drafts.ts';
import { expectToComeThrough } from '../../helpers/expect-through.ts';
import { temporaryFolder, temporaryWorkspace } from '../../helpers/temporary.ts';

const child = join(import.meta.dirname, '../../helpers/fault-child.ts');

/** A disk of its own for a process, in a mount namespace that ends with it; needs no rights where namespaces are allowed. */
const canMount = ((): boolean => {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const onOwnDisk = (scenario: string): Record<string, unknown> => {
  const folder = temporaryFolder();
  const said = execFileSync('unshare', ['-rm', process.execPath, child, scenario, folder], {
    encoding: 'utf8',
  });
  return JSON.parse(said) as Record<string, unknown>;
};

describe.skipIf(!canMount)('a disk of its own (needs unshare -rm)', () => {
  test('that is full refuses the write, loses nothing, leaves nothing, and works again when there is space', () => {
    const result = onOwnDisk('full');
    expect(result).toMatchObject({
      refused: 'disk-enospc',
      lost: 0,
      leftOver: 0,
      damaged: 0,
      readable: 'eurorad-1',
      after: null,
    });
    expect(result['acknowledged']).toBeGreaterThan(5);
  });

  test('that fills up while a server serves: every page is still shown, a save is refused with the reason, later saves work', () => {
    const result = onOwnDisk('serving') as { before: Record<string, number>; after: Record<string, number> };
    expect(Object.values(result.before).every((status) => status === 200)).toBe(true);
    expect(
      Object.entries(result.after).filter(([path, status]) => status !== 200 && path !== '/healthz'),
    ).toEqual([]);
    expect(result).toMatchObject({
      refused: { status: 503, words: expect.stringMatching(/the disk is full: free some space/) },
      saved: 200,
      events: 1,
    });
  });

  test('that turns read-only while a server serves: pages are shown, saves are refused with the reason, and all is well when it is mended', () => {
    const result = onOwnDisk('turning') as unknown as ThroughTheFault;
    expectToComeThrough(result, /the disk is read-only: mount it writable/);
  });

  test('that is read-only before a server starts: people come in and every page is shown', () => {
    const found = Object.entries(onOwnDisk('started-read-only')) as [string, number][];
    expect(found.length).toBeGreaterThan(40);
    // Taking the next case is work, and says why it cannot be done.
    const refused = found.filter(([page, status]) => status >= 500 && !/ \/next$/.test(page));
    expect(refused).toEqual([]);
    expect(Object.fromEntries(found)).toMatchObject({
      'rea /cases/eurorad-1': 404,
      'ann /cases/eurorad-1': 200,
      'mia /crawls': 200,
      'rea /datasets/closed': 200,
    });
  });

  test('that takes half of what is written down lets nothing be done', () => {
    expect(onOwnDisk('half-noted')).toEqual({
      refused: 'disk-enospc',
      wasDone: false,
      last: expect.objectContaining({ action: 'role-changed', target: 'ben' }),
      after: true,
    });
  });

  test('that is read-only can be looked at, listed and examined; a write is refused with the reason', () => {
    expect(onOwnDisk('read-only')).toMatchObject({
      refused: expect.stringMatching(/^(disk-erofs|workspace-busy)$/),
      readable: 'eurorad-1',
      listed: 1,
      writable: false,
      found: expect.arrayContaining(['not-writable']),
    });
  });
});

test('power lost between write and rename keeps every acknowledged event; the doctor removes what is left', async () => {
  const folder = temporaryFolder();
  const directory = join(folder, 'workspace');
  createWorkspace(directory);
  const workspace = openWorkspace(directory);
  await workspace.cases.put(draftOf('eurorad-1'));
  await workspace.close();
  const acknowledged: string[] = [];
  for (const nth of [1, 2, 7]) {
    const { signal, stdout } = spawnSync(process.execPath, [child, 'cut', folder, String(nth)], {
      encoding: 'utf8',
    });
    expect(signal).toBe('SIGKILL');
    acknowledged.push(...stdout.split('\n').slice(0, -1));
  }
  expect(acknowledged).toHaveLength(0 + 1 + 6);
  const after = openWorkspace(directory);
  const held = (await after.reviews.get('eurorad-1')).events.map(({ id }) => id);
  expect(held).toEqual(acknowledged);
  await after.index.ready();
  expect((await after.index.list()).rows[0]?.reviewRev).toBe(7);
  await after.close();
  for await (const { path } of walk(join(directory, 'reviews')))
    if (path.endsWith('.part')) utimesSync(path, new Date(), new Date(Date.now() - 60_000));
  const report = await examineWorkspace(directory, { repair: true });
  expect([
    report.sound,
    report.findings.filter((one) => one.check === 'left-over' && one.repaired).length,
  ]).toEqual([true, 3]);
});

test('a clock that jumps back does not disturb the order or the count of what was decided', async () => {
  const { reviews, index, cases } = temporaryWorkspace();
  await cases.put(draftOf('eurorad-1'));
  for (const [at, time] of [
    '2026-01-05T00:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
    '2099-01-01T00:00:00.000Z',
    '2026-01-06T00:00:00.000Z',
  ].entries())
    await reviews.append('eurorad-1', [{ ...decide('age', at), at: time }], { expect: at });
  const review = await reviews.get('eurorad-1');
  expect([review.rev, review.events.map((event) => (event.kind === 'decide' ? event.value : null))]).toEqual([
    4,
    [0, 1, 2, 3],
  ]);
  await index.ready();
  expect((await index.list()).total).toBe(1);
});

test('two openings of one workspace neither lose nor overwrite: one of two saves on one state is refused', async () => {
  const one = temporaryWorkspace();
  const other = openWorkspace(one.directory);
  await one.cases.put(draftOf('eurorad-1'));
  let [saved, refused] = [0, 0];
  for (let at = 0; at < 40; at += 1) {
    const { rev } = await one.reviews.get('eurorad-1');
    const both = await Promise.allSettled(
      [one, other].map((each) => each.reviews.append('eurorad-1', [decide('age', at)], { expect: rev })),
    );
    saved += both.filter(({ status }) => status === 'fulfilled').length;
    refused += both.filter(({ status }) => status === 'rejected').length;
  }
  expect([saved, refused, (await other.reviews.get('eurorad-1')).events.length]).toEqual([40, 40, 40]);
  await other.close();
  expect(readdirSync(one.directory)).not.toContain('quarantine');
  expect(existsSync(join(one.directory, 'caseline.json'))).toBe(true);
});
