import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteDiskError } from '../../files/durable-file.ts';

/** SQLite's result code for a lock that somebody else holds. */
const BUSY = 5;

/**
 * Takes the right to crawl a source, which one process of the machine has at a time: two crawls of a source would ask for
 * the same cases. The lock is SQLite's own file lock, so a killed crawl leaves none behind.
 * @returns null when another crawl has it
 */
export const takeSource = (workspace: string, source: string): AsyncDisposable | null => {
  const folder = join(workspace, '.locks');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `crawl-${source}.sqlite`);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === BUSY) return null;
    throw sqliteDiskError('lock', path, error) ?? error;
  }
  return {
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close();
    },
  };
};
