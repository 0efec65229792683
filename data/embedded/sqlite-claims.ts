import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { DiskFault, sqliteDiskError } from '../files/durable-file.ts';
import type { Claim, Claims } from '../ports/claims.ts';
import { checkWhole, isDamage, openOrBeginAnew, openToLook, putAside } from './disk/damaged-database.ts';
import { refuseNewer, stampVersion } from './disk/schema-version.ts';

/** A lease nobody renews for this long is free again. The page renews every minute. */
export const LEASE_MILLISECONDS = 15 * 60_000;

const schema = `
  CREATE TABLE IF NOT EXISTS claims (case_id TEXT, user TEXT, expires INTEGER, PRIMARY KEY (case_id, user)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS double_reading (case_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS readers (case_id TEXT, user TEXT, done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (case_id, user)) WITHOUT ROWID;
`;

/**
 * Claims in one SQLite file that every process of a workspace shares. `BEGIN IMMEDIATE` makes look-and-take one
 * step, so that no case goes to two. Who reads a case blind is kept for good; leases are only a lease long. A damaged file is
 * put aside and begun anew: then nobody works on any case, and what is to be read twice has to be asked for again.
 * @param path the file, or `:memory:`
 */
export class SqliteClaims implements Claims {
  #database: DatabaseSync;
  readonly #path: string;
  readonly #now: () => number;
  readonly #lease: number;

  constructor(path: string, options: { now?: () => number; lease?: number } = {}) {
    this.#path = path;
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#database = this.#open();
    this.#now = options.now ?? Date.now;
    this.#lease = options.lease ?? LEASE_MILLISECONDS;
  }

  #open(): DatabaseSync {
    try {
      return openOrBeginAnew(this.#path, () => this.#openFile());
    } catch (error) {
      if (sqliteDiskError('open', this.#path, error) === null && !(error instanceof DiskFault)) throw error;
      return openToLook(this.#path, schema);
    }
  }

  #openFile(): DatabaseSync {
    const database = new DatabaseSync(this.#path, { timeout: 10_000 });
    try {
      refuseNewer(database, this.#path);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      checkWhole(database);
      database.exec(schema);
      stampVersion(database, this.#path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Runs it, on a new file when this one turns out to be damaged. */
  #mended<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#database.close();
      putAside(this.#path, error);
      this.#database = this.#open();
      return work();
    }
  }

  #all(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue>[] {
    return this.#mended(() => this.#database.prepare(sql).all(...values));
  }

  #whole<T>(work: () => T): T {
    return this.#mended(() => this.#transaction(work));
  }

  #transaction<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw sqliteDiskError('note who works on a case in', this.#path, error) ?? error;
    }
  }

  #isDouble(caseId: string): boolean {
    return this.#database.prepare('SELECT 1 FROM double_reading WHERE case_id = ?').get(caseId) !== undefined;
  }

  /** Inside a transaction only. */
  #take(caseId: string, user: string): boolean {
    const now = this.#now();
    const put = () =>
      this.#database
        .prepare('INSERT OR REPLACE INTO claims VALUES (?, ?, ?)')
        .run(caseId, user, now + this.#lease);
    if (this.#isDouble(caseId)) {
      const readers = this.#database
        .prepare('SELECT user FROM readers WHERE case_id = ?')
        .all(caseId)
        .map((row) => String(row['user']));
      if (!readers.includes(user)) {
        if (readers.length >= 2) return false;
        this.#database.prepare('INSERT INTO readers (case_id, user) VALUES (?, ?)').run(caseId, user);
      }
      put();
      return true;
    }
    const other = this.#database
      .prepare('SELECT 1 FROM claims WHERE case_id = ? AND user <> ? AND expires > ?')
      .get(caseId, user, now);
    if (other) return false;
    this.#database.prepare('DELETE FROM claims WHERE case_id = ? AND user <> ?').run(caseId, user);
    put();
    return true;
  }

  async claim(caseId: string, user: string): Promise<boolean> {
    return this.#whole(() => this.#take(caseId, user));
  }

  async claimFirst(candidates: readonly string[], user: string): Promise<string | null> {
    return this.#whole(() => candidates.find((caseId) => this.#take(caseId, user)) ?? null);
  }

  async renew(caseId: string, user: string): Promise<boolean> {
    return this.claim(caseId, user);
  }

  async release(caseId: string, user: string): Promise<void> {
    this.#whole(() =>
      this.#database.prepare('DELETE FROM claims WHERE case_id = ? AND user = ?').run(caseId, user),
    );
  }

  async holders(caseId: string): Promise<readonly Claim[]> {
    return this.#all(
      'SELECT user, expires FROM claims WHERE case_id = ? AND expires > ? ORDER BY user',
      caseId,
      this.#now(),
    ).map((row) => ({ caseId, user: String(row['user']), expires: Number(row['expires']) }));
  }

  async heldByOthers(user: string): Promise<ReadonlySet<string>> {
    const rows = this.#all(
      `SELECT case_id FROM claims WHERE user <> ? AND expires > ? AND case_id NOT IN (SELECT case_id FROM double_reading)
       UNION SELECT case_id FROM readers GROUP BY case_id HAVING (count(*) >= 2 AND sum(user = ?) = 0) OR sum(user = ? AND done = 1) = 1`,
      user,
      this.#now(),
      user,
      user,
    );
    return new Set(rows.map((row) => String(row['case_id'])));
  }

  async requestDoubleReading(caseIds: readonly string[]): Promise<void> {
    if (caseIds.length === 0) return;
    this.#whole(() => {
      const mark = this.#database.prepare('INSERT OR IGNORE INTO double_reading VALUES (?)');
      for (const caseId of caseIds) mark.run(caseId);
    });
  }

  async setReaderDone(caseIds: readonly string[], user: string, done: boolean): Promise<void> {
    if (caseIds.length === 0) return;
    this.#whole(() => {
      const note = this.#database.prepare('UPDATE readers SET done = ? WHERE case_id = ? AND user = ?');
      for (const caseId of caseIds) note.run(done ? 1 : 0, caseId, user);
    });
  }

  async doubleRead(): Promise<readonly { caseId: string; readers: readonly string[] }[]> {
    const rows = this.#all(
      'SELECT d.case_id AS id, r.user AS user FROM double_reading d LEFT JOIN readers r USING (case_id) ORDER BY 1, 2',
    );
    const found = new Map<string, string[]>();
    for (const row of rows) {
      const list = found.get(String(row['id'])) ?? [];
      if (row['user'] !== null) list.push(String(row['user']));
      found.set(String(row['id']), list);
    }
    return [...found].map(([caseId, readers]) => ({ caseId, readers }));
  }

  async readerOf(caseId: string, user: string): Promise<boolean> {
    return this.#all('SELECT 1 FROM readers WHERE case_id = ? AND user = ?', caseId, user).length > 0;
  }

  close(): void {
    this.#database.close();
  }
}
