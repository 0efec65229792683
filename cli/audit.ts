import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { messageOf } from '../data/errors.ts';
import { type AuditAction, AuditLog } from '../data/store/audit-log.ts';
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
