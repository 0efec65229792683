import { randomBytes } from 'node:crypto';
import type { CrawlResult } from '../../format/crawl-result.ts';
import type { RunHistory, RunRecord, RunStart, RunStatus } from '../../ports/crawl/crawl-runs.ts';
import { type CrawlDatabase, exclusively } from './crawl-database.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from './process-identity.ts';

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

/** Every run of the workspace, in `crawl.sqlite`. */
export class SqliteRunHistory implements RunHistory {
  readonly #database: CrawlDatabase;

  constructor(database: CrawlDatabase) {
    this.#database = database;
  }

  async start(start: RunStart): Promise<{ run: RunRecord; killed: readonly string[] }> {
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
    const run = await this.get(id);
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

  async finish(id: string, status: RunStatus, result: CrawlResult): Promise<void> {
    this.#database
      .prepare('UPDATE runs SET status = ?, ended = ?, result = ? WHERE id = ?')
      .run(status, Date.now(), JSON.stringify(result), id);
  }

  async get(id: string): Promise<RunRecord | null> {
    const row = this.#database.prepare('SELECT * FROM runs WHERE id = ?').get(id) as Row | undefined;
    return row === undefined ? null : recordOf(row);
  }

  async inProgress(source: string): Promise<{ run: RunRecord; pid: number; machine: string } | null> {
    const rows = this.#database
      .prepare(
        "SELECT * FROM runs WHERE kind = 'crawl' AND status = 'running' AND source = ? ORDER BY started DESC",
      )
      .all(source) as unknown as Row[];
    const row = rows.find((each) => stateOf(each) !== 'dead');
    if (row === undefined) return null;
    return { run: recordOf(row), pid: row.pid, machine: row.machine.split('#')[0] ?? '' };
  }

  async list(filter: { source?: string; schedule?: string; limit?: number } = {}): Promise<RunRecord[]> {
    const { source = null, schedule = null, limit = 100 } = filter;
    const rows = this.#database
      .prepare(
        "SELECT * FROM runs WHERE kind <> 'plan' AND (? IS NULL OR source = ?) AND (? IS NULL OR schedule = ?) " +
          'ORDER BY started DESC, rowid DESC LIMIT ?',
      )
      .all(source, source, schedule, schedule, limit) as unknown as Row[];
    return rows.map(recordOf);
  }

  async ofQuery(source: string, query: string): Promise<string[]> {
    const rows = this.#database
      .prepare("SELECT id FROM runs WHERE kind = 'crawl' AND source = ? AND query = ?")
      .all(source, query);
    return (rows as unknown as { id: string }[]).map(({ id }) => id);
  }
}
