import { accessSync, constants, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { TEMPORARY_SUFFIX, writeDurably } from '../../files/durable-file.ts';
import type { Findings } from './finding.ts';

/** Below this a crawl or an upload may run into the end of the disk. Bytes. */
const LITTLE_SPACE = 1_000_000_000;
/** First version that runs TypeScript as it is without a flag. */
const NODE = [22, 18] as const;

export interface MachineReport {
  readonly node: string;
  readonly platform: string;
  /** Bytes free for this user on the workspace's disk, null when the system does not say. */
  readonly freeBytes: number | null;
  readonly writable: boolean;
  /** Path of Chromium; null when there is none; absent when it was not looked for. */
  readonly chromium?: string | null;
}

const oldNode = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < NODE[0] || (major === NODE[0] && minor < NODE[1]);
};

/** What this machine lacks: Node, disk space, permission to write, a clock that is right, Chromium. */
export async function checkMachine(
  workspace: string,
  findings: Findings,
  options: { now: number; chromium?: { path: string | null; remedy: string } },
): Promise<MachineReport> {
  const node = process.versions.node;
  if (oldNode(node)) {
    findings.add({
      check: 'node',
      severity: 'error',
      message: `this is Node ${node}; Caseline needs ${NODE.join('.')} or later`,
      remedy: "run it with 'npm run caseline', or install a newer Node",
    });
  }
  let writable = true;
  const probe = join(workspace, `.doctor.${process.pid}.000000000000${TEMPORARY_SUFFIX}`);
  try {
    accessSync(workspace, constants.W_OK);
    writeDurably(probe, 'x');
    rmSync(probe);
  } catch (cause) {
    writable = false;
    rmSync(probe, { force: true });
    findings.add({
      check: 'not-writable',
      severity: 'error',
      message: `nothing can be written in ${workspace}: ${messageOf(cause)}`,
      remedy: 'mount the disk writable, free some space, or give this user the folder (chown)',
    });
  }
  const freeBytes = await statfs(workspace).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  if (freeBytes !== null && freeBytes < LITTLE_SPACE) {
    findings.add({
      check: 'disk-space',
      severity: 'warning',
      message: `only ${Math.round(freeBytes / 1_000_000)} MB are free on the disk of the workspace`,
      remedy: 'free some space; derived/ can be deleted at any time',
    });
  }
  // The first commit of this project is of 2026: a machine that believes in an earlier year has lost its clock.
  if (new Date(options.now).getUTCFullYear() < 2026) {
    findings.add({
      check: 'clock',
      severity: 'warning',
      message: `this machine's clock says ${new Date(options.now).toISOString()}`,
      remedy: 'set the clock: times of decisions, sessions and crawls come from it',
    });
  }
  if (options.chromium?.path === null) {
    findings.add({
      check: 'chromium',
      severity: 'warning',
      message: 'Chromium was not found; sources that need a browser cannot be crawled',
      remedy: options.chromium.remedy,
    });
  }
  const report = { node, platform: `${process.platform} ${process.arch}`, freeBytes, writable };
  return options.chromium ? { ...report, chromium: options.chromium.path } : report;
}
