import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type DerivedCache, memoryCache } from '../../ports/derived-cache.ts';

/** Writes go to disk in groups of this many. */
const GROUP = 50;
/** SQLite's result codes for a damaged file. */
const DAMAGED = new Set([11, 26]);

/** `derived/cache.sqlite` of a workspace; deleted or damaged, it is made anew, empty. */
class SqliteCache implements DerivedCache {
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  #pending = 0;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: 10_000 });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS derived (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID',
    );
    this.#get = this.#database.prepare('SELECT value FROM derived WHERE kind = ? AND key = ?');
    this.#put = this.#database.prepare('INSERT OR REPLACE INTO derived VALUES (?, ?, ?)');
  }

  get(kind: string, key: string): Uint8Array | undefined {
    return this.#get.get(kind, key)?.['value'] as Uint8Array | undefined;
  }

  put(kind: string, key: string, value: Uint8Array): void {
    try {
      if (this.#pending === 0) this.#database.exec('BEGIN IMMEDIATE');
      this.#pending += 1;
      this.#put.run(kind, key, value);
      if (this.#pending >= GROUP) this.#commit();
    } catch {
      // Busy or full: what is not kept is computed again.
    }
  }

  #commit(): void {
    if (this.#pending > 0) this.#database.exec('COMMIT');
    this.#pending = 0;
  }

  close(): void {
    this.#commit();
    this.#database.close();
  }
}

/**
 * Opens the cache of a workspace folder. Where it cannot be written (read-only disk) or another process holds
 * it, the cache lives in memory for this run: slower, never wrong.
 */
export function openDerivedCache(directory: string): DerivedCache {
  const path = join(directory, 'derived.sqlite');
  try {
    return new SqliteCache(path);
  } catch (error) {
    if (!existsSync(path) || !DAMAGED.has((error as { errcode?: number }).errcode ?? 0)) return memoryCache();
    try {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      return new SqliteCache(path);
    } catch {
      return memoryCache();
    }
  }
}
