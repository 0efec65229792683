import { accessSync, constants, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import {
  type AuditAction,
  type AuditEntry,
  AuditLog,
  notedTargets,
  plainLine,
} from '../data/embedded/audit-log.ts';
import { InvalidInput } from '../data/errors.ts';
import { say } from './output.ts';

/** Name of the login at this machine: what stands beside an action of the command line. */
export function loginName(): string {
  try {
    return userInfo().username || 'local';
  } catch {
    return 'local';
  }
}

/** Writes down what a command is about to do, then does it. @throws CaselineError `disk-*` when it cannot be written down */
export const performNoted = <T>(
  workspace: string,
  entry: AuditEntry,
  act: () => T | Promise<T>,
): Promise<T> => new AuditLog(workspace).perform(entry, act);

/** A folder where nothing at all can be written: a mounted backup, a read-only disk. */
function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/**
 * Notes in the workspace's audit log what is about to leave it, then lets it. A workspace where nothing can be written can
 * still be exported: then that is said instead.
 */
export async function exportNoted<T>(
  workspace: string,
  action: Extract<AuditAction, 'export' | 'release'>,
  out: string,
  act: () => Promise<T>,
): Promise<T> {
  if (isReadOnly(workspace)) {
    say(`this ${action} is not in the audit log: nothing can be written in ${workspace}`);
    return act();
  }
  return performNoted(workspace, { action, by: loginName(), target: resolve(out) }, act);
}

/**
 * A table and images look alike whoever made them, the collection itself among them: only where this workspace exported
 * to before may an export take the place of what is there.
 * @throws InvalidInput when the folder holds anything else
 */
export function refuseForeignExport(workspace: string, out: string): void {
  let entries: readonly string[];
  try {
    entries = readdirSync(out);
  } catch {
    return;
  }
  if (entries.length === 0 || notedTargets(workspace, 'export').has(plainLine(resolve(out)))) return;
  throw new InvalidInput(
    'folder-in-use',
    `${resolve(out)} holds ${entries.slice(0, 3).join(', ')}, which this workspace did not export; name a new or empty folder, or say --replace if it may go`,
  );
}
