import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { diskError, writeDurably } from '../../files/durable-file.ts';

/** Folder of the workspace that holds what had to be put aside. Nothing in it is read by Caseline. */
export const QUARANTINE = 'quarantine';

/**
 * Puts a damaged file aside, as it is, with a note of why beside it (`<name>.reason.json`). The note is written first,
 * so that nothing is ever aside without its reason.
 * @returns where it went, within the workspace
 */
export function quarantine(workspace: string, path: string, reason: string): string {
  const stamp = `${new Date()
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(0, 14)}-${randomBytes(3).toString('hex')}`;
  const target = join(workspace, QUARANTINE, stamp, basename(path));
  const from = relative(workspace, path);
  writeDurably(
    `${target}.reason.json`,
    `${JSON.stringify({ from, reason, at: new Date().toISOString() }, null, 1)}\n`,
  );
  try {
    mkdirSync(join(workspace, QUARANTINE, stamp), { recursive: true });
    renameSync(path, target);
  } catch (cause) {
    throw diskError('put aside', path, cause);
  }
  return relative(workspace, target);
}
