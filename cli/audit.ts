import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { InvalidInput } from '../data/errors.ts';
import { kindOfInput, namesIn } from '../data/files/input-file.ts';
import { type AuditAction, plainLine } from '../data/ports/audit-log.ts';
import type { Workspace } from '../data/ports/workspace.ts';
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
 * Notes in the workspace's audit log what is about to leave it, then lets it. A workspace where nothing can be written can
 * still be exported: then that is said instead.
 */
export async function exportNoted<T>(
  { audit, place }: Pick<Workspace, 'audit' | 'place'>,
  action: Extract<AuditAction, 'export' | 'release'>,
  out: string,
  act: () => Promise<T>,
): Promise<T> {
  if (!(await audit.canBeWritten())) {
    say(`this ${action} is not in the audit log: nothing can be written in ${place}`);
    return act();
  }
  return audit.perform({ action, by: loginName(), target: resolve(out) }, act);
}

/**
 * A table and images look alike whoever made them, the collection itself among them: only where this workspace exported
 * to before may an export take the place of what is there.
 * @throws InvalidInput when the folder holds anything else
 */
export async function refuseForeignExport({ audit }: Pick<Workspace, 'audit'>, out: string): Promise<void> {
  if (kindOfInput(out) !== 'folder') return;
  const { folders, files } = namesIn(out);
  const entries = [...folders, ...files].sort();
  if (entries.length === 0 || (await audit.targets('export')).has(plainLine(resolve(out)))) return;
  throw new InvalidInput(
    'folder-in-use',
    `${resolve(out)} holds ${entries.slice(0, 3).join(', ')}, which this workspace did not export; name a new or empty folder, or say --replace if it may go`,
  );
}
