import { rmSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isDamage } from '../disk/damaged-database.ts';
import { INDEX_SCHEMA, INDEX_VERSION } from './schema.ts';

/** How often the file is looked for again, in milliseconds. */
const LOOK_EVERY = 500;

/**
 * The SQLite file behind the index. It may be deleted or damaged at any moment, by a person or another
 * process: it is then made anew, empty, and `generation` counts up so that its owner refills it.
 */
export class IndexFile {
  readonly #path: string;
  #database: DatabaseSync;
  #inode = 0;
  #lookedAt = 0;
  #statements = new Map<string, StatementSync>();
  /** Counts how often the file was made anew, opened empty, or gave way to another. */
  generation = 0;

  constructor(path: string) {
    this.#path = path;
    this.#database = this.#open();
  }

  #open(): DatabaseSync {
    let database: DatabaseSync;
    try {
      database = this.#openAt(this.#path);
    } catch {
      try {
        this.#remove();
        database = this.#openAt(this.#path);
      } catch {
        // A read-only workspace can still be looked at: the index then lives in memory.
        database = this.#openAt(':memory:');
      }
    }
    this.#inode = statSync(this.#path, { throwIfNoEntry: false })?.ino ?? 0;
    this.#lookedAt = Date.now();
    this.#statements.clear();
    const filled = database.prepare("SELECT value FROM meta WHERE key = 'filled'").get();
    if (!filled) this.generation += 1;
    return database;
  }

  #openAt(path: string): DatabaseSync {
    const database = new DatabaseSync(path, { timeout: 10_000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY');
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
        user_version: number;
      };
      if (version !== 0 && version !== INDEX_VERSION) throw new Error('index of another version');
      database.exec('BEGIN IMMEDIATE');
      database.exec(INDEX_SCHEMA);
      database.exec(`PRAGMA user_version = ${INDEX_VERSION}`);
      database.exec('COMMIT');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  #remove(): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.#path}${suffix}`, { force: true });
  }

  /** Opens the file anew when it is gone or another has taken its place. */
  #look(): void {
    const now = Date.now();
    if (now - this.#lookedAt < LOOK_EVERY) return;
    this.#lookedAt = now;
    const inode = statSync(this.#path, { throwIfNoEntry: false })?.ino ?? 0;
    if (inode === this.#inode) return;
    this.#database.close();
    const { generation } = this;
    this.#database = this.#open();
    // One that calls itself complete may be of another time or workspace: it is compared with the files.
    this.generation = generation + 1;
  }

  #guarded<T>(work: () => T): T {
    // Within a transaction the whole of it is guarded: half of it must not be repeated on a new file.
    if (this.#database.isTransaction) return work();
    this.#look();
    try {
      return work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#database.close();
      this.#remove();
      this.#database = this.#open();
      return work();
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  all<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#guarded(() => this.#statement(sql).all(...values) as T[]);
  }

  get<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#guarded(() => this.#statement(sql).get(...values) as T | undefined);
  }

  /** The first column of every row, without making an object a row. */
  numbers(sql: string, ...values: SQLInputValue[]): number[] {
    return this.#guarded(() => {
      const statement = this.#statement(sql);
      statement.setReturnArrays(true);
      return (statement.all(...values) as unknown as number[][]).map(([number]) => number ?? 0);
    });
  }

  /** Rows one at a time, from a statement of its own so that others can run meanwhile. */
  each<T>(sql: string, ...values: SQLInputValue[]): Iterable<T> {
    return this.#guarded(() => this.#database.prepare(sql).iterate(...values) as Iterable<T>);
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#guarded(() => {
      this.#statement(sql).run(...values);
    });
  }

  /** All of `work` or nothing of it; within another transaction it is part of that one. */
  transaction(work: () => void): void {
    if (this.#database.isTransaction) {
      work();
      return;
    }
    this.#guarded(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Another one whenever a row may have changed since, by this process or by others. */
  get version(): string {
    const seen = this.get<{ data_version: number }>('PRAGMA data_version')?.data_version;
    const own = this.get<{ own: number }>('SELECT total_changes() AS own')?.own;
    return `${this.generation} ${this.#inode} ${seen} ${own}`;
  }

  close(): void {
    this.#database.close();
  }
}
