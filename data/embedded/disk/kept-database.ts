import { rmSync, type Stats, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { InvalidInput } from '../../errors.ts';
import { checkWhole, isDamage, openUnwritable, putAside } from './damaged-database.ts';
import { refuseNewer, stampVersion } from './schema-version.ts';

/** How a file came to be that took the place of one that was gone. */
export interface Remade {
  /** Nothing is missing in it: a process that still had the old one open wrote it again. */
  readonly whole: boolean;
}

const REMADE = 'CREATE TABLE IF NOT EXISTS remade (whole INTEGER NOT NULL) STRICT';

interface Opened {
  readonly database: DatabaseSync;
  readonly inode: number;
}

interface Table {
  readonly name: string;
  readonly sql: string;
  readonly rows: readonly Readonly<Record<string, SQLInputValue>>[];
}

export const hasTable = (database: DatabaseSync, name: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;

const tablesOf = (database: DatabaseSync): Table[] =>
  (
    database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all() as unknown as {
      name: string;
      sql: string;
    }[]
  ).map(({ name, sql }) => ({
    name,
    sql,
    rows: database.prepare(`SELECT * FROM ${name}`).all() as unknown as Table['rows'],
  }));

/** As `tablesOf`; nothing of one that is damaged: half of it must not pass for the whole. */
function heldBy(database: DatabaseSync): Table[] {
  try {
    return tablesOf(database);
  } catch (error) {
    if (isDamage(error)) return [];
    throw error;
  }
}

/** Writes what a file lacks that the one before it held; a file that has every table is another whole one, and left alone. */
function carry(tables: readonly Table[], into: DatabaseSync): void {
  if (tables.every(({ name }) => hasTable(into, name))) return;
  into.exec('BEGIN IMMEDIATE');
  try {
    for (const { name, sql, rows } of tables) {
      if (!hasTable(into, name)) into.exec(sql);
      for (const row of rows) {
        const columns = Object.keys(row);
        into
          .prepare(
            `INSERT OR IGNORE INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          )
          .run(...Object.values(row));
      }
    }
    into.exec(`${REMADE}; INSERT INTO remade (whole) VALUES (1); COMMIT`);
  } catch (error) {
    into.exec('ROLLBACK');
    throw error;
  }
}

/**
 * A small SQLite file that holds what stands nowhere else. Deleted while it is open, it is still readable: it is written
 * again from there, and what was remade says so until somebody who looked at it calls it settled. A damaged one is put aside
 * by whoever opens it to write, and is then as one that was deleted.
 */
export class KeptDatabase {
  readonly #path: string;
  readonly #schema: string;
  #opened: Opened | null = null;
  /** Time and size of the file when it was last read whole. */
  #checked = '';

  /** @param schema tables that whoever opens it to write needs, each `IF NOT EXISTS` */
  constructor(path: string, schema = '') {
    this.#path = path;
    this.#schema = schema;
  }

  /**
   * The file as it stands under its name now; null when there is none and never was.
   * @param make also makes it
   * @throws Error of SQLite when it is none, or cannot be opened or made; InvalidInput (`newer-format`)
   */
  open(make: boolean): DatabaseSync | null {
    const stats = statSync(this.#path, { throwIfNoEntry: false });
    const inode = stats?.ino ?? null;
    if (stats && this.#opened?.inode === inode && this.#isWhole(stats, make)) {
      if (make) stampVersion(this.#opened.database, this.#path);
      return this.#opened.database;
    }
    if (inode === null && !this.#opened && !make) return null;
    try {
      return this.#take(inode, make);
    } catch (error) {
      if (make && isDamage(error)) return this.#beginAnew(error);
      // Where it cannot be written again, what was opened still tells what there was. It is not written any more.
      if (!make && inode === null && this.#opened) return this.#opened.database;
      throw error;
    }
  }

  /**
   * Whether the file is still what SQLite made of it. Written over in its place it keeps its name and number, and what was
   * read of it before is remembered for a while: it is read whole again whenever its time changes.
   */
  #isWhole({ mtimeMs, size }: Stats, make: boolean): boolean {
    const mark = `${mtimeMs} ${size}`;
    if (this.#checked === mark) return true;
    try {
      this.#openFile(make).close();
    } catch (error) {
      if (error instanceof InvalidInput) throw error;
      return !isDamage(error);
    }
    this.#checked = mark;
    return true;
  }

  #beginAnew(error: unknown): DatabaseSync {
    this.close();
    putAside(this.#path, error);
    const database = this.#take(null, true);
    database.exec(`${REMADE}; INSERT INTO remade (whole) VALUES (0)`);
    return database;
  }

  /** On a disk on which nothing can be written it is only read. */
  #openFile(make: boolean): DatabaseSync {
    const database = new DatabaseSync(this.#path, { timeout: 10_000 });
    try {
      refuseNewer(database, this.#path);
      checkWhole(database);
      return database;
    } catch (error) {
      database.close();
      if (error instanceof InvalidInput) throw error;
      const found = make || isDamage(error) ? null : openUnwritable(this.#path);
      if (found === null) throw error;
      return found;
    }
  }

  #take(inode: number | null, make: boolean): DatabaseSync {
    const before = this.#opened && this.#opened.inode !== inode ? heldBy(this.#opened.database) : [];
    // What SQLite kept beside the file that is gone belongs to that one.
    if (inode === null) for (const suffix of ['-wal', '-shm']) rmSync(this.#path + suffix, { force: true });
    const database = this.#openFile(make);
    try {
      if (make || before.length > 0) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      carry(before, database);
      if (make) database.exec(this.#schema);
      if (make) stampVersion(database, this.#path);
      const { ino: inode, mtimeMs, size } = statSync(this.#path);
      this.close();
      this.#opened = { database, inode };
      this.#checked = `${mtimeMs} ${size}`;
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** How the file was made anew; null when it never was, or that is settled. @throws Error as `open` */
  remade(): Remade | null {
    const database = this.open(false);
    if (database === null || !hasTable(database, 'remade')) return null;
    const rows = database.prepare('SELECT whole FROM remade').all() as { whole: number }[];
    return rows.length === 0 ? null : { whole: rows.every(({ whole }) => whole === 1) };
  }

  /** Notes that the file had to be begun anew, and what it held is lost. */
  noteLoss(): void {
    this.open(true)?.exec(`${REMADE}; INSERT INTO remade (whole) VALUES (0)`);
  }

  /** Somebody looked at it and goes on with it as it is. */
  settle(): void {
    const database = this.open(false);
    if (database !== null && hasTable(database, 'remade')) database.exec('DELETE FROM remade');
  }

  /** Another one whenever something in it may have changed. */
  get version(): string {
    const database = this.open(false);
    if (database === null) return '';
    const one = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
    return `${this.#opened?.inode} ${one('PRAGMA data_version')} ${one('SELECT total_changes()')}`;
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = null;
  }
}
