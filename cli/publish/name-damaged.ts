import type { Workspace } from '../../data/ports/workspace.ts';
import { count, say } from '../output.ts';

/** A case that goes out with nothing, because its file or its review cannot be read. */
export interface LeftOutCase {
  readonly case: string;
  readonly reason: string;
  /** File names of its rows, where the case itself can be read. */
  readonly rows: readonly string[];
}

/** Named on the screen; all of them are in `--json`. */
const NAMED = 20;

export const ALLOW_DAMAGED: readonly [string, string] = [
  '--allow-damaged',
  'exit 0 although cases whose file or review is damaged are left out; they are named all the same',
];

/**
 * Names the cases that are left out because something of them is damaged, and lets the command end with 1 unless that is
 * allowed: a table with fewer rows must not pass for the whole. The index is up to date when this is asked.
 */
export async function nameDamaged(
  { index, cases }: Pick<Workspace, 'index' | 'cases'>,
  isAllowed: boolean,
): Promise<LeftOutCase[]> {
  const damaged = await Promise.all(
    (await index.damaged()).map(async ({ id, message }): Promise<LeftOutCase> => {
      const record = await cases.get(id).catch(() => null);
      return { case: id, reason: message, rows: record?.images.map(({ file }) => file) ?? [] };
    }),
  );
  for (const { case: id, reason, rows } of damaged.slice(0, NAMED))
    say(`${id}${rows.length > 0 ? ` (${rows.join(', ')})` : ''} is left out: ${reason}`);
  if (damaged.length > NAMED) say(`… and ${damaged.length - NAMED} more: caseline doctor`);
  if (damaged.length > 0) {
    say(
      `${count(damaged.length, 'case')} left out; restore what is damaged ('caseline doctor' names it)${isAllowed ? '' : ", or go on without with '--allow-damaged'"}`,
    );
    if (!isAllowed) process.exitCode = 1;
  }
  return damaged;
}
