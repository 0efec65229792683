import { accessSync, constants } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { type AuditAction, type AuditEntry, AuditLog } from '../data/store/audit-log.ts';
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
