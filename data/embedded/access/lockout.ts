import type { DatabaseSync } from 'node:sqlite';

/** Failed attempts within this time count, and a lock lasts as long. Milliseconds. */
export const LOCK_WINDOW = 15 * 60 * 1000;
/** From one address on one account: enough for a forgotten password. */
const PER_ADDRESS = 5;
/** On one account from anywhere: so many come from a machine that guesses. An attacker can keep an owner out so long only. */
const PER_ACCOUNT = 50;

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
    // Between both ends: a clock that was set back leaves failures in the future, which must not lock for ever.
    const rows = this.#database
      .prepare('SELECT address, at FROM failures WHERE name = ? AND at > ? AND at <= ? ORDER BY at DESC')
      .all(name, now - LOCK_WINDOW, now + 60_000) as { address: string; at: number }[];
    const own = rows.filter((row) => row.address === address);
    const limits = [own[PER_ADDRESS - 1], rows[PER_ACCOUNT - 1]].flatMap((row) =>
      row ? [row.at + LOCK_WINDOW - now] : [],
    );
    return Math.max(0, ...limits);
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
