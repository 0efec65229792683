import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { TEMPORARY_SUFFIX } from '../../files/durable-file.ts';
import { walk } from '../../files/walk.ts';
import type { Findings } from './finding.ts';

/** A write takes milliseconds; one that is this old on a living process has hung for good. Milliseconds. */
const HUNG = 60 * 60 * 1000;
/** A file this young may belong to a process of another container that cannot be seen from here. */
const YOUNG = 10_000;

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Temporary names read `.<name>.<pid>.<random>.part`. */
const writerOf = (name: string): number | null => {
  const match = /\.(\d{1,10})\.[0-9a-f]{12}\.part$/.exec(name);
  return match ? Number(match[1]) : null;
};

/** Temporary files of writes that a crash or a power loss cut off. What they would have replaced still stands. */
export async function checkLeftOvers(
  workspace: string,
  findings: Findings,
  options: { repair: boolean; now: number },
): Promise<void> {
  for await (const { path, inside, stats } of walk(workspace, new Set(['quarantine']))) {
    if (!path.endsWith(TEMPORARY_SUFFIX)) continue;
    // The distance, not the difference: a clock that was set back must not make a file look young for ever.
    const age = Math.abs(options.now - stats.mtimeMs);
    const writer = writerOf(basename(path));
    const live = age < YOUNG || (writer !== null && runs(writer) && age < HUNG);
    if (options.repair && !live) rmSync(path, { force: true });
    findings.add({
      check: 'left-over',
      severity: 'note',
      path: inside,
      message: live
        ? `${inside} is being written right now, or was cut off a moment ago`
        : `${inside} was left over by a write that was cut off; what it was to replace still stands`,
      remedy: live ? 'look again in a minute' : "run 'caseline doctor --repair' to remove it",
      repaired: options.repair && !live,
    });
  }
}
