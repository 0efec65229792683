import { rmSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { TEMPORARY_SUFFIX } from '../../files/durable-file.ts';
import { walkAll } from '../../files/walk.ts';
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

/** The distance, not the difference: a clock that was set back must not make a file look young for ever. Milliseconds. */
const ageOf = ({ mtimeMs }: Stats, now: number): number => Math.abs(now - mtimeMs);

/** The unfinished output folder (`.<name>.<random>.part`, the name or the random part missing too) that an entry is or is in; null when it is none. */
const folderOf = (inside: string, isFolder: boolean): string | null =>
  /^((?:[^/]+\/)*?\.(?:[^/]*\.)?part)\//.exec(isFolder ? `${inside}/` : inside)?.[1] ?? null;

/** Temporary files of writes that a crash or a power loss cut off. What they would have replaced still stands. */
export async function checkLeftOvers(
  workspace: string,
  findings: Findings,
  options: { repair: boolean; now: number },
): Promise<void> {
  const folders = new Map<string, number>();
  for await (const { path, inside, stats, isEmptyFolder } of walkAll(workspace, new Set(['quarantine']))) {
    const folder = folderOf(inside, isEmptyFolder);
    if (folder !== null)
      folders.set(folder, Math.min(folders.get(folder) ?? Infinity, ageOf(stats, options.now)));
    if (folder !== null || isEmptyFolder || !path.endsWith(TEMPORARY_SUFFIX)) continue;
    const age = ageOf(stats, options.now);
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
  for (const [inside, age] of folders) {
    // Its name does not tell who writes it: what was not written to for an hour is nobody's any more.
    const live = age < HUNG;
    if (options.repair && !live) rmSync(join(workspace, inside), { recursive: true, force: true });
    findings.add({
      check: 'left-over',
      severity: 'note',
      path: inside,
      message: live
        ? `${inside} is being written, or was cut off within the last hour`
        : `${inside} was left over by an export or release that was cut off; what it was to replace still stands`,
      remedy: live ? 'look again in an hour' : "run 'caseline doctor --repair' to remove it",
      repaired: options.repair && !live,
    });
  }
}
