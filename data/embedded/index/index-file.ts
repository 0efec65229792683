import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isUnfit, wasPassed } from './faults.ts';
import { INDEX_SCHEMA, INDEX_VERSION } from './schema.ts';

/** How often the file is looked for again, in milliseconds. */
const LOOK_EVERY = 500;
/** How often it is tried again where it could not be used, in milliseconds. */
const TRY_EVERY = 5_000;
/** Milliseconds that a statement waits for another process; whoever waits holds up its whole process. */
const PATIENCE = 2_000;
/** How often a transaction is begun again that another process passed. */
const BEGINNINGS = 5;

/** What tells that the file under the name is still the one that was opened, and what SQLite keeps beside it too. */
interface Seen {
  /** Of the file and of its write-ahead log: another process that closes a deleted file takes the log of the new one along. */
  readonly inodes: string;
  /** Size and time: written over in its place it keeps its inode. SQLite itself writes into it now and then only. */
  readonly mark: string;
}

/**
 * The SQLite file behind the index. It may be deleted, damaged, cut short or exchanged at any moment, by a person or another
 * process: it is then made anew, empty, and `generation` counts up so that its owner refills it.
 */
export class IndexFile {
  readonly #path: string;
  #database: DatabaseSync;
  /** Null while the index lives in memory, for its file cannot be used. */
  #seen: Seen | null = null;
  #identity = '';
  #lookedAt = 0;
  #statements = new Map<string, StatementSync>();
  /** Counts how often the file was made anew, opened empty, or gave way to another. */
  generation = 0;
  /** When it last did, as `performance.now` counts. */
  since = 0;

  constructor(path: string) {
    this.#path = path;
    this.#database = this.#open();
  }

  #open(): DatabaseSync {
    let database: DatabaseSync | null = null;
    try {
      database = this.#openFile();
    } catch {
      // A read-only workspace can still be looked at: the index then lives in memory.
    }
    this.#lookedAt = performance.now();
    this.#statements.clear();
    this.#seen = database && this.#look();
    const opened = database ?? this.#openAt(':memory:');
    const told = (key: string): string =>
      (opened.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)
        ?.value ?? '';
    this.#identity = told('identity');
    if (told('filled') === '') this.#refillFrom(this.generation + 1);
    return opened;
  }

  #refillFrom(generation: number): void {
    this.generation = generation;
    this.since = performance.now();
  }

  /** @throws Error of SQLite when it cannot be opened; a file that is none of ours gives way to a new one */
  #openFile(): DatabaseSync {
    // What SQLite kept beside a file that is gone belongs to that one.
    if (!statSync(this.#path, { throwIfNoEntry: false })) this.#remove();
    try {
      return this.#openAt(this.#path);
    } catch (error) {
      if (!isUnfit(error)) throw error;
      this.#remove();
      return this.#openAt(this.#path);
    }
  }

  #openAt(path: string): DatabaseSync {
    const database = new DatabaseSync(path, { timeout: PATIENCE });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY');
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
        user_version: number;
      };
      if (version !== 0 && version !== INDEX_VERSION) throw new SyntaxError('an index of another version');
      database.exec('BEGIN IMMEDIATE');
      database.exec(INDEX_SCHEMA);
      database
        .prepare("INSERT OR IGNORE INTO meta VALUES ('identity', ?)")
        .run(randomBytes(12).toString('hex'));
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

  #look(): Seen {
    const file = statSync(this.#path, { throwIfNoEntry: false });
    const log = statSync(`${this.#path}-wal`, { throwIfNoEntry: false });
    return { inodes: `${file?.ino ?? 0} ${log?.ino ?? 0}`, mark: `${file?.size} ${file?.mtimeMs}` };
  }

  /** Whether the file, opened afresh, is the one that was opened. */
  #isSame(): boolean {
    try {
      using fresh = new DatabaseSync(this.#path, { readOnly: true, timeout: PATIENCE });
      const row = fresh.prepare("SELECT value FROM meta WHERE key = 'identity'").get();
      return row?.['value'] === this.#identity;
    } catch (error) {
      return !isUnfit(error);
    }
  }

  /** Opens the file anew when it is gone, another has taken its place, or it can be used again. */
  #lookAgain(): void {
    const now = performance.now();
    if (now - this.#lookedAt < (this.#seen === null ? TRY_EVERY : LOOK_EVERY)) return;
    this.#lookedAt = now;
    if (this.#seen === null) {
      this.#tryFile();
      return;
    }
    const { inodes, mark } = this.#look();
    if (inodes !== this.#seen.inodes) this.#reopen();
    else if (mark !== this.#seen.mark) {
      this.#seen = { inodes, mark };
      if (!this.#isSame()) this.beginAnew();
    }
  }

  #tryFile(): void {
    try {
      this.#openFile().close();
    } catch {
      return;
    }
    this.#reopen();
  }

  /** One that calls itself complete may be of another time or workspace: it is compared with the files. */
  #reopen(): void {
    const next = this.generation + 1;
    this.#database.close();
    this.#database = this.#open();
    this.#refillFrom(next);
  }

  /** Puts an empty file in the place of one that cannot be used; what another process put there meanwhile is taken. */
  beginAnew(): void {
    if (this.#look().inodes === this.#seen?.inodes) this.#remove();
    this.#reopen();
  }

  /**
   * What `work` reads or writes; once more on an empty index when this one turns out to be damaged. Within a transaction the
   * whole of it is guarded: half of it must not be repeated on a new file.
   */
  guarded<T>(work: () => T): T {
    if (this.#database.isTransaction) return work();
    this.#lookAgain();
    for (let beginning = 1; ; beginning += 1) {
      try {
        return work();
      } catch (error) {
        if (wasPassed(error) && beginning < BEGINNINGS) continue;
        if (!isUnfit(error)) throw error;
        this.beginAnew();
        return work();
      }
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
    return this.guarded(() => this.#statement(sql).all(...values) as T[]);
  }

  get<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.guarded(() => this.#statement(sql).get(...values) as T | undefined);
  }

  /** The first column of every row, without making an object a row. */
  numbers(sql: string, ...values: SQLInputValue[]): number[] {
    return this.guarded(() => {
      const statement = this.#statement(sql);
      statement.setReturnArrays(true);
      return (statement.all(...values) as unknown as number[][]).map(([number]) => number ?? 0);
    });
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.guarded(() => {
      this.#statement(sql).run(...values);
    });
  }

  /** All of `work` or nothing of it; within another transaction it is part of that one. */
  transaction(work: () => void): void {
    if (this.#database.isTransaction) {
      work();
      return;
    }
    this.guarded(() => {
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
    return `${this.generation} ${this.#seen?.inodes} ${seen} ${own}`;
  }

  close(): void {
    this.#database.close();
  }
}
