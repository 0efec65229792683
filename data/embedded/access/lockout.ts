import type { DatabaseSync } from 'node:sqlite';
import { type Failure, LOCK_WINDOW, lockedFor } from '../../access/lockout.ts';
import { changingIfPossible } from './access-database.ts';

/**
 * Failed logins by account and address. Counted in the database, so that neither a restart nor a second server
 * gives new attempts. Names that do not exist lock just the same: the answer does not tell.
 */
export class Lockout {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Milliseconds until the next attempt is looked at; 0 when now. */
  wait(name: string, address: string, now: number): number {
    // Failures of a time that is still to come, by a clock that was set back since, are of this moment.
    changingIfPossible(() => this.#database.prepare('UPDATE failures SET at = ? WHERE at > ?').run(now, now));
    const failures = this.#database
      .prepare('SELECT address, at FROM failures WHERE name = ? AND at > ? ORDER BY at DESC')
      .all(name, now - LOCK_WINDOW) as unknown as Failure[];
    return lockedFor(failures, address, now);
  }

  /**
   * Notes an attempt before it is looked at, so that attempts at the same moment count each.
   * @returns what it turned out to be: `succeeded` forgets the failures of this address, `untried` this attempt only
   */
  attempt(name: string, address: string, now: number): { succeeded(): void; untried(): void } {
    this.#database.prepare('DELETE FROM failures WHERE at < ?').run(now - LOCK_WINDOW);
    const { lastInsertRowid: row } = this.#database
      .prepare('INSERT INTO failures (name, address, at) VALUES (?, ?, ?)')
      .run(name, address, now);
    return {
      succeeded: () => {
        this.#database.prepare('DELETE FROM failures WHERE name = ? AND address = ?').run(name, address);
      },
      untried: () => {
        this.#database.prepare('DELETE FROM failures WHERE rowid = ?').run(row);
      },
    };
  }

  /** A new password opens the account at once. */
  clear(name: string): void {
    this.#database.prepare('DELETE FROM failures WHERE name = ?').run(name);
  }
}
