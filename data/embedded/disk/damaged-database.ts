import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../errors.ts';
import { quarantine } from '../doctor/quarantine.ts';

/** SQLite's result codes for a file that is damaged, or none of its own. */
const DAMAGED = new Set([11, 26]);

/** Whether SQLite says that the file is damaged. Of an extended code (a damaged word list is 267) the lowest byte tells the kind. */
export const isDamage = (error: unknown): boolean =>
  DAMAGED.has(((error as { errcode?: number } | null)?.errcode ?? 0) & 0xff);

/** Reads all of a small file, or of one table. @throws Error that `isDamage` when it is damaged anywhere */
export function checkWhole(database: DatabaseSync, table: string | null = null): void {
  const [row] = database.prepare(`PRAGMA quick_check(${table ?? 1})`).all() as { quick_check: string }[];
  if (row?.quick_check === 'ok') return;
  throw Object.assign(new Error(row?.quick_check ?? 'database disk image is malformed'), { errcode: 11 });
}

/** Puts a damaged SQLite file of a workspace aside, with the reason. What SQLite kept beside it belonged to it. @throws CaselineError `disk-*` */
export function putAside(path: string, error: unknown): void {
  if (existsSync(path)) quarantine(dirname(path), path, `it is damaged: ${messageOf(error)}`);
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/** Opens a SQLite file; a damaged one is put aside and begun anew. @throws Error of SQLite, CaselineError `disk-*` */
export function openOrBeginAnew<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!isDamage(error)) throw error;
    putAside(path, error);
    return open();
  }
}

/**
 * A file as it lies on a disk on which nothing can be written: without this SQLite wants to write beside it even to read it.
 * @returns null when it holds nothing, cannot be read, or what was written last is not in it yet
 */
export function openUnwritable(path: string): DatabaseSync | null {
  let found: DatabaseSync | null = null;
  try {
    if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return null;
    const address = pathToFileURL(path);
    address.searchParams.set('immutable', '1');
    found = new DatabaseSync(address, { readOnly: true });
    checkWhole(found);
    const { count } = found.prepare('SELECT count(*) AS count FROM sqlite_master').get() as { count: number };
    if (count > 0) return found;
  } catch {
    // Nothing there, or nothing that can be read.
  }
  found?.close();
  return null;
}

/** As `openUnwritable`; an empty one in memory where it finds none. @param schema its tables, each `IF NOT EXISTS` */
export function openToLook(path: string, schema: string): DatabaseSync {
  const found = openUnwritable(path);
  if (found !== null) return found;
  const empty = new DatabaseSync(':memory:');
  empty.exec(schema);
  return empty;
}
