import { randomUUID } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import type { HostClock, SlotAnswer, SlotRequest } from '../../ports/crawl/host-clock.ts';
import { type CrawlDatabase, exclusively } from './crawl-database.ts';
import { ownIdentity, stateOf } from './process-identity.ts';

interface Row {
  host: string;
  next_slot: number;
  ended: number;
  day: string;
  count: number;
  token: string | null;
  pid: number | null;
  machine: string | null;
  lease_until: number | null;
}

/** How soon to look again while another process is in the middle of a request, milliseconds. */
const BUSY_POLL = 25;

/** A pause beyond this, milliseconds, outlasts a power cut and the start after it: it is forced to the disk. */
const LONG_PAUSE = 60_000;

/** First millisecond of the next UTC day: when a day's budget is new. */
const nextDay = (now: number): number => (Math.floor(now / 86_400_000) + 1) * 86_400_000;

/** The UTC day a moment belongs to, `2026-11-22`. */
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The embedded clock: one row a host in `crawl.sqlite`, safe among the processes of one machine, whose clock it goes by. */
export class SqliteHostClock implements HostClock {
  readonly #database: CrawlDatabase;
  readonly #now: () => number;
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #free: StatementSync;

  /** @param now milliseconds since 1970 */
  constructor(database: CrawlDatabase, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
    this.#read = database.prepare('SELECT * FROM clocks WHERE host = ?');
    this.#write = database.prepare(
      'INSERT OR REPLACE INTO clocks (host, next_slot, ended, day, count, token, pid, machine, lease_until) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#free = database.prepare(
      'UPDATE clocks SET token = NULL, pid = NULL, machine = NULL, lease_until = NULL, ended = ?, next_slot = ? ' +
        'WHERE host = ? AND token = ?',
    );
  }

  async acquire(host: string, request: SlotRequest): Promise<SlotAnswer> {
    return exclusively(this.#database, () => this.#take(host, request));
  }

  #take(host: string, { floor, budget, lease }: SlotRequest): SlotAnswer {
    const now = this.#now();
    const row = this.#read.get(host) as Row | undefined;
    const today = dayOf(now);
    const count = row?.day === today ? row.count : 0;
    if (row !== undefined && row.token !== null && holderLives(row, now)) {
      return { granted: false, wait: BUSY_POLL, reason: 'busy' };
    }
    const at = row === undefined ? 0 : Math.max(row.next_slot, row.ended + floor);
    if (at > now) return { granted: false, wait: at - now, reason: 'pause' };
    if (budget !== null && count >= budget)
      return { granted: false, wait: nextDay(now) - now, reason: 'budget' };
    const token = randomUUID();
    const { pid, machine } = ownIdentity();
    this.#write.run(host, now + floor, now, today, count + 1, token, pid, machine, now + lease);
    return { granted: true, token };
  }

  async release(host: string, token: string, pause: number): Promise<void> {
    const now = this.#now();
    this.#free.run(now, now + pause, host, token);
    if (pause > LONG_PAUSE) this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }
}

/** A holder that was killed is passed over at once; one on another machine when its lease has run out. */
const holderLives = (row: Row, now: number): boolean => {
  if (row.pid === null || row.machine === null || row.lease_until === null) return false;
  const state = stateOf({ pid: row.pid, machine: row.machine });
  return state === 'alive' ? now < row.lease_until : state === 'unknown' && now < row.lease_until;
};
