import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { InvalidInput, messageOf } from '../data/errors.ts';
import { type AuditAction, AuditLog, notedTargets, plainLine } from '../data/store/audit-log.ts';
import { say } from './output.ts';

/** Name of the login at this machine: what stands beside an action of the command line. */
export function loginName(): string {
  try {
    return userInfo().username || 'local';
  } catch {
    return 'local';
  }
}

/**
 * Notes in the workspace's audit log what left it. A workspace that cannot be written (a mounted backup) can still be
 * exported: then that is said instead.
 */
export function noteExport(
  workspace: string,
  action: Extract<AuditAction, 'export' | 'release'>,
  out: string,
): void {
  try {
    new AuditLog(workspace).append({ action, by: loginName(), target: resolve(out) });
  } catch (error) {
    say(`this ${action} is not in the audit log: ${messageOf(error)}`);
  }
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
