import { randomBytes } from 'node:crypto';
import { type CrawlDatabase, exclusively } from '../archive/crawl-database.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from '../archive/process-identity.ts';
import type { CrawlResult } from './result.ts';

/** `running` until it ends; `killed` when its process vanished; `interrupted` by a signal; else as its result says. */
export type RunStatus = 'running' | 'killed' | 'interrupted' | CrawlResult['status'];

/** `crawl` from the network, `offline` from the archive, `plan` of search pages only. */
export type RunKind = 'crawl' | 'offline' | 'plan';

export interface RunRecord {
  readonly id: string;
  readonly kind: RunKind;
  readonly source: string;
  /** Origin that was crawled. */
  readonly base: string;
  /** The query's words, as one string. */
  readonly query: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly ended: number | null;
  readonly status: RunStatus;
  readonly result: CrawlResult | null;
  /** Unfinished runs whose received answers this one goes on with. */
  readonly resumes: readonly string[];
  /** Name of the schedule that started it, null by hand. */
  readonly schedule: string | null;
}

/** A run that stopped before its end within this time is gone on with: its pages are still today's. Milliseconds. */
export const RESUME_WITHIN = 24 * 60 * 60 * 1000;

/** A run as the table holds it, beside the process that makes it. */
interface Row extends Omit<RunRecord, 'options' | 'result' | 'resumes'>, ProcessIdentity {
  readonly options: string;
  readonly result: string | null;
  readonly resumes: string;
}

const recordOf = ({ pid: _pid, machine: _machine, ...row }: Row): RunRecord => ({
  ...row,
  options: JSON.parse(row.options) as Record<string, unknown>,
  result: row.result === null ? null : (JSON.parse(row.result) as CrawlResult),
  resumes: JSON.parse(row.resumes) as string[],
});

export interface RunStart {
  kind: RunKind;
  source: string;
  base: string;
  query: string;
  options: Record<string, unknown>;
  schedule?: string;
}

/** Every run of the workspace, in `crawl.sqlite`. */
export class RunHistory {
  readonly #database: CrawlDatabase;

  constructor(database: CrawlDatabase) {
    this.#database = database;
  }

  /**
   * Notes the start of a run. Runs whose process vanished are marked killed and returned, for their files to be repaired.
   */
  start(start: RunStart): { run: RunRecord; killed: readonly string[] } {
    const id = `${Date.now().toString(36)}${randomBytes(5).toString('hex')}`;
    const { pid, machine } = ownIdentity();
    const killed = exclusively(this.#database, () => {
      const vanished = this.#markKilled();
      this.#database
        .prepare(
          'INSERT INTO runs (id, kind, source, base, query, options, started, status, resumes, pid, machine, schedule) ' +
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?)",
        )
        .run(
          id,
          start.kind,
          start.source,
          start.base,
          start.query,
          JSON.stringify(start.options),
          Date.now(),
          JSON.stringify(start.kind === 'crawl' ? this.#unfinished(start) : []),
          pid,
          machine,
          start.schedule ?? null,
        );
      return vanished;
    });
    const run = this.get(id);
    if (run === null) throw new Error('the run just noted is gone');
    return { run, killed };
  }

  #markKilled(): string[] {
    const running = this.#database
      .prepare("SELECT * FROM runs WHERE status = 'running'")
      .all() as unknown as Row[];
    const dead = running.filter((row) => stateOf(row) === 'dead').map(({ id }) => id);
    for (const id of dead) {
      this.#database.prepare("UPDATE runs SET status = 'killed', ended = ? WHERE id = ?").run(Date.now(), id);
    }
    return dead;
  }

  /** Runs since the last whole one of the same source, site and query that stopped in the middle. */
  #unfinished({ source, base, query }: RunStart): string[] {
    const rows = this.#database
      .prepare(
        "SELECT * FROM runs WHERE kind = 'crawl' AND source = ? AND base = ? AND query = ? AND started > ? ORDER BY started DESC, rowid DESC",
      )
      .all(source, base, query, Date.now() - RESUME_WITHIN) as unknown as Row[];
    const ids: string[] = [];
    for (const row of rows) {
      if (row.status === 'done' || row.status === 'limit' || row.status === 'failed') break;
      if (row.status !== 'running') ids.push(row.id);
    }
    return ids;
  }

  finish(id: string, status: RunStatus, result: CrawlResult): void {
    this.#database
      .prepare('UPDATE runs SET status = ?, ended = ?, result = ? WHERE id = ?')
      .run(status, Date.now(), JSON.stringify(result), id);
  }

  get(id: string): RunRecord | null {
    const row = this.#database.prepare('SELECT * FROM runs WHERE id = ?').get(id) as Row | undefined;
    return row === undefined ? null : recordOf(row);
  }

  /** The crawl of a source that a living process is in the middle of, and that process; null without one. */
  inProgress(source: string): { run: RunRecord; pid: number; machine: string } | null {
    const rows = this.#database
      .prepare(
        "SELECT * FROM runs WHERE kind = 'crawl' AND status = 'running' AND source = ? ORDER BY started DESC",
      )
      .all(source) as unknown as Row[];
    const row = rows.find((each) => stateOf(each) !== 'dead');
    if (row === undefined) return null;
    return { run: recordOf(row), pid: row.pid, machine: row.machine.split('#')[0] ?? '' };
  }

  /** Crawls (plans aside), newest first. */
  list(filter: { source?: string; schedule?: string; limit?: number } = {}): RunRecord[] {
    const { source = null, schedule = null, limit = 100 } = filter;
    const rows = this.#database
      .prepare(
        "SELECT * FROM runs WHERE kind <> 'plan' AND (? IS NULL OR source = ?) AND (? IS NULL OR schedule = ?) " +
          'ORDER BY started DESC, rowid DESC LIMIT ?',
      )
      .all(source, source, schedule, schedule, limit) as unknown as Row[];
    return rows.map(recordOf);
  }

  /** Ids of the runs that asked this source for this query. */
  ofQuery(source: string, query: string): string[] {
    const rows = this.#database
      .prepare("SELECT id FROM runs WHERE kind = 'crawl' AND source = ? AND query = ?")
      .all(source, query);
    return (rows as unknown as { id: string }[]).map(({ id }) => id);
  }
}
