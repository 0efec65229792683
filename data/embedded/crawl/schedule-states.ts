import { randomUUID } from 'node:crypto';
import type { ScheduleState, ScheduleStates } from '../../ports/crawls.ts';
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

export class SqliteScheduleStates implements ScheduleStates {
  readonly #database: CrawlDatabase;

  constructor(database: CrawlDatabase) {
    this.#database = database;
  }

  #row(name: string): Row | undefined {
    return this.#database.prepare('SELECT * FROM schedule_state WHERE name = ?').get(name) as Row | undefined;
  }

  async get(name: string, seen: number): Promise<ScheduleState> {
    this.#database
      .prepare('INSERT OR IGNORE INTO schedule_state (name, last_due) VALUES (?, ?)')
      .run(name, seen);
    const row = this.#row(name);
    return { lastDue: row?.last_due ?? seen, run: runOf(row) };
  }

  async take(name: string, due: number): Promise<string | null> {
    return exclusively(this.#database, () => {
      if (runOf(this.#row(name)) === 'running') return null;
      const token = randomUUID();
      const { pid, machine } = ownIdentity();
      this.#database
        .prepare(
          'INSERT OR REPLACE INTO schedule_state (name, last_due, token, pid, machine) VALUES (?, ?, ?, ?, ?)',
        )
        .run(name, due, token, pid, machine);
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
