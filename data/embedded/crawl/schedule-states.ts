import { randomUUID } from 'node:crypto';
import type { ScheduleState, ScheduleStates } from '../../ports/crawl/schedules.ts';
import { type CrawlDatabase, exclusively } from './crawl-database.ts';
import { ownIdentity, stateOf } from './process-identity.ts';

interface Row {
  last_due: number;
  token: string | null;
  pid: number | null;
  machine: string | null;
}

const runOf = (row: Row | undefined): ScheduleState['run'] => {
  if (row?.token == null) return 'none';
  const { pid, machine } = row;
  return pid !== null && machine !== null && stateOf({ pid, machine }) !== 'dead' ? 'running' : 'killed';
};

/** One row a schedule in `crawl.sqlite`, by the clock of this machine. */
export class SqliteScheduleStates implements ScheduleStates {
  readonly #database: CrawlDatabase;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(database: CrawlDatabase, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  #row(name: string): Row | undefined {
    return this.#database.prepare('SELECT * FROM schedule_state WHERE name = ?').get(name) as Row | undefined;
  }

  async get(name: string): Promise<ScheduleState> {
    const now = this.#now();
    this.#database
      .prepare('INSERT OR IGNORE INTO schedule_state (name, last_due) VALUES (?, ?)')
      .run(name, now);
    const row = this.#row(name);
    const lastDue = row?.last_due ?? now;
    return { lastDue, elapsed: now - lastDue, run: runOf(row) };
  }

  async take(name: string, lastDue?: number): Promise<string | null> {
    return exclusively(this.#database, () => {
      const row = this.#row(name);
      if (runOf(row) === 'running' || (lastDue !== undefined && row?.last_due !== lastDue)) return null;
      const now = this.#now();
      const token = randomUUID();
      const { pid, machine } = ownIdentity();
      this.#database
        .prepare(
          'INSERT OR REPLACE INTO schedule_state (name, last_due, token, pid, machine) VALUES (?, ?, ?, ?, ?)',
        )
        // Another state, also within the same millisecond.
        .run(name, row?.last_due === now ? now + 1 : now, token, pid, machine);
      return token;
    });
  }

  async release(name: string, token: string): Promise<void> {
    this.#database
      .prepare(
        'UPDATE schedule_state SET token = NULL, pid = NULL, machine = NULL WHERE name = ? AND token = ?',
      )
      .run(name, token);
  }
}
