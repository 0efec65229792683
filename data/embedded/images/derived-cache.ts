import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type DerivedCache, memoryCache } from '../../ports/derived-cache.ts';

/** Writes go to disk in groups of this many. */
const GROUP = 50;
/** SQLite's result codes for a damaged file. */
const DAMAGED = new Set([11, 26]);

/** `derived.sqlite` of a workspace; deleted or damaged, it is made anew, empty. */
class SqliteCache implements DerivedCache {
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  /** What is not written yet: the file is locked for the moment of writing alone, since others of this process write too. */
  readonly #pending = new Map<string, readonly [kind: string, key: string, value: Uint8Array]>();

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: 10_000 });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS derived (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID',
    );
    this.#get = this.#database.prepare('SELECT value FROM derived WHERE kind = ? AND key = ?');
    this.#put = this.#database.prepare('INSERT OR REPLACE INTO derived VALUES (?, ?, ?)');
  }

  async get(kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    for (const key of keys) {
      const value =
        this.#pending.get(`${kind} ${key}`)?.[2] ??
        (this.#get.get(kind, key)?.['value'] as Uint8Array | undefined);
      if (value) found.set(key, value);
    }
    return found;
  }

  async put(kind: string, key: string, value: Uint8Array): Promise<void> {
    this.#pending.set(`${kind} ${key}`, [kind, key, value]);
    if (this.#pending.size >= GROUP) this.#write();
  }

  #write(): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const values of this.#pending.values()) this.#put.run(...values);
      this.#database.exec('COMMIT');
    } catch {
      // Busy or full: what is not kept is computed again.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
    this.#pending.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#write();
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
