import type { DatabaseSync } from 'node:sqlite';
import { isOfLater, LARGEST_SLIP } from '../../access/session-times.ts';
import { changingIfPossible } from './access-database.ts';

/** How often the time is written down, in milliseconds. */
const NOTE_EVERY = 60_000;

/**
 * What time it is for whoever may enter. While a process runs, time goes by as the machine counts it, however its clock is
 * set meanwhile; when the two have come apart by more than `LARGEST_SLIP`, the clock was corrected. The latest time that was
 * ever seen is kept, so that a correction while nothing ran is noticed too; which process notices it first acts on it.
 */
export class AccessClock {
  readonly #database: DatabaseSync;
  readonly #wall: () => number;
  readonly #elapsed: () => number;
  /** What to add to the elapsed time. */
  #offset: number;
  #notedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param wall the machine's clock, milliseconds since 1970
   * @param elapsed milliseconds since some moment; nobody can set it
   */
  constructor(database: DatabaseSync, wall: () => number, elapsed: () => number) {
    this.#database = database;
    this.#wall = wall;
    this.#elapsed = elapsed;
    this.#offset = wall() - elapsed();
    this.now();
  }

  /** Milliseconds since 1970. */
  now(): number {
    const elapsed = this.#elapsed();
    const wall = this.#wall();
    const steady = this.#offset + elapsed;
    if (Math.abs(wall - steady) > LARGEST_SLIP) {
      this.#offset = wall - elapsed;
      this.#correct(steady, wall);
      return wall;
    }
    if (steady - this.#notedAt > NOTE_EVERY) {
      this.#notedAt = steady;
      const latest = this.#latest() ?? steady;
      // Nothing ran when the clock was corrected, or only another process ran while it was wrong.
      if (isOfLater(latest, steady)) this.#correct(latest, steady);
      else changingIfPossible(() => this.#note(Math.max(steady, latest)));
    }
    return steady;
  }

  #latest(): number | null {
    const row = this.#database.prepare('SELECT latest FROM clock').get() as { latest: number } | undefined;
    return row?.latest ?? null;
  }

  #note(latest: number): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO clock (only, latest) VALUES (1, ?)')
      .run(Math.round(latest));
  }

  /**
   * The clock was set from one time to another. What is of a later time than now ends for good: it would come to life again
   * when that time comes. A lock lasts as long as it would have.
   */
  #correct(before: number, now: number): void {
    this.#notedAt = now;
    changingIfPossible(() => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        const latest = this.#latest();
        // Another process may have been quicker: what was moved must not be moved twice.
        if (latest === null || Math.abs(latest - now) > LARGEST_SLIP) {
          const run = (sql: string, ...values: number[]) => this.#database.prepare(sql).run(...values);
          run('DELETE FROM sessions WHERE created_at > ? OR seen_at > ?', now, now);
          run('DELETE FROM tokens WHERE created_at > ?', now);
          run('UPDATE failures SET at = at + ?', Math.round(now - before));
          this.#note(now);
        }
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }
}
