import type { Workspace } from '../../data/ports/workspace.ts';
import { count, say } from '../output.ts';

/** A case whose document or review cannot be read, so that none of its rows is in what is written. */
export interface UnreadCase {
  readonly case: string;
  /** Its file and what is wrong with it. */
  readonly message: string;
  /** File names of its rows, where the case itself can be read. */
  readonly rows: readonly string[];
}

/** The cases that the index could not take in. */
export async function unreadCases({ index, cases }: Workspace): Promise<UnreadCase[]> {
  const damaged = await index.damaged();
  return await Promise.all(
    damaged.map(async ({ id, message }) => {
      const record = await cases.get(id).catch(() => null);
      return { case: id, message, rows: record?.images.map(({ file }) => file) ?? [] };
    }),
  );
}

/** Names what was left out, and ends the command with 1: what was written is not whole. */
export function sayUnread(unread: readonly UnreadCase[]): void {
  if (unread.length === 0) return;
  process.exitCode = 1;
  say(
    `${count(unread.length, 'case')} left out, for ${unread.length === 1 ? 'its file' : 'their files'} cannot be read; 'caseline doctor' says how to mend each`,
  );
  for (const { case: id, message, rows } of unread)
    say(`  ${id}${rows.length > 0 ? ` (${rows.join(', ')})` : ''}: ${message}`);
}
