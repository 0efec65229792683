import { closeSync, fdatasync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { writeWhole } from '../../files/durable-file.ts';
import { type JournalEntry, type Outcome, readJournalLine } from '../../format/journal-entry.ts';
import type { Journal } from '../../ports/crawl/crawl-archive.ts';
import { type CrawlDatabase, exclusively } from '../crawl/crawl-database.ts';

const flush = promisify(fdatasync);

const CHUNK = 1024 * 1024;

/**
 * `archive/fetches.jsonl`, one line a request, appended by every crawl of the workspace, and its index in `crawl.sqlite`.
 * The file is the truth: the index is brought up to date from it on opening. A torn last line (power cut, kill) is closed
 * with a line end and passed over by every reader.
 */
export class FileJournal implements Journal {
  readonly #database: CrawlDatabase;
  readonly #descriptor: number;
  readonly #insert: StatementSync;
  readonly #latest = new Map<string, StatementSync>();

  /** @param folder the workspace's `archive` */
  constructor(folder: string, database: CrawlDatabase) {
    mkdirSync(folder, { recursive: true });
    this.#database = database;
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO fetches (id, url, time, run, source, outcome, line) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#descriptor = openSync(join(folder, 'fetches.jsonl'), 'a+');
    this.#closeTornLine();
    this.#catchUp();
  }

  #closeTornLine(): void {
    const { size } = fstatSync(this.#descriptor);
    if (size === 0) return;
    const last = Buffer.alloc(1);
    readSync(this.#descriptor, last, 0, 1, size - 1);
    if (last[0] !== 10) writeSync(this.#descriptor, '\n');
  }

  /** Indexes the lines added since the last opening, by whichever process. */
  #catchUp(): void {
    exclusively(this.#database, () => {
      const known = this.#database.prepare('SELECT bytes FROM journal_position').get() as
        | { bytes: number }
        | undefined;
      const { size } = fstatSync(this.#descriptor);
      let position = known?.bytes ?? 0;
      if (position > size) {
        this.#database.exec('DELETE FROM fetches');
        position = 0;
      }
      position = this.#indexFrom(position, size);
      this.#database
        .prepare('INSERT OR REPLACE INTO journal_position (only, bytes) VALUES (1, ?)')
        .run(position);
    });
  }

  #indexFrom(start: number, end: number): number {
    let carry = Buffer.alloc(0);
    let position = start;
    while (position < end) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - position));
      const read = readSync(this.#descriptor, chunk, 0, chunk.length, position);
      if (read === 0) break;
      position += read;
      const text = Buffer.concat([carry, chunk.subarray(0, read)]);
      const last = text.lastIndexOf(10) + 1;
      for (const line of text.subarray(0, last).toString('utf8').split('\n')) {
        const entry = line === '' ? null : readJournalLine(line);
        if (entry !== null) this.#index(entry, line);
      }
      carry = text.subarray(last);
    }
    return position - carry.length;
  }

  #index(entry: JournalEntry, line: string): void {
    const { id, url, time, run, source, outcome } = entry;
    this.#insert.run(id, url, Date.parse(time), run, source, outcome, line);
  }

  append(entry: JournalEntry): void {
    const line = JSON.stringify(entry);
    writeWhole(this.#descriptor, `${line}\n`);
    this.#index(entry, line);
  }

  async entry(id: string): Promise<JournalEntry | null> {
    const row = this.#database.prepare('SELECT line FROM fetches WHERE id = ?').get(id);
    return readRow(row);
  }

  async latest(
    source: string,
    url: string,
    among: readonly Outcome[],
    limits: { runs?: readonly string[]; since?: number } = {},
  ): Promise<JournalEntry | null> {
    const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');
    const runs = limits.runs ?? [];
    const inRuns = limits.runs === undefined ? '' : `AND run IN (${marks(runs.length)})`;
    const sql =
      `SELECT line FROM fetches WHERE source = ? AND url = ? AND time >= ? AND outcome IN (${marks(among.length)}) ` +
      `${inRuns} ORDER BY time DESC, rowid DESC LIMIT 1`;
    const statement = this.#latest.get(sql) ?? this.#database.prepare(sql);
    this.#latest.set(sql, statement);
    return readRow(statement.get(source, url, limits.since ?? 0, ...among, ...runs));
  }

  async newest(source: string): Promise<JournalEntry | null> {
    return readRow(
      this.#database
        .prepare("SELECT line FROM fetches WHERE source = ? AND outcome = 'ok' ORDER BY time DESC LIMIT 1")
        .get(source),
    );
  }

  async *urls(source: string, runs?: readonly string[]): AsyncGenerator<string> {
    const statement = this.#database.prepare(
      "SELECT url, run FROM fetches WHERE source = ? AND outcome IN ('ok', 'page') ORDER BY time, rowid",
    );
    const wanted = runs === undefined ? null : new Set(runs);
    const seen = new Set<string>();
    for (const row of statement.iterate(source) as Iterable<{ url: string; run: string }>) {
      if (seen.has(row.url) || (wanted !== null && !wanted.has(row.run))) continue;
      seen.add(row.url);
      yield row.url;
    }
  }

  /** End of the last journaled record in each WARC file that a run wrote. */
  warcEnds(run: string): Map<string, number> {
    const ends = new Map<string, number>();
    const rows = this.#database.prepare('SELECT line FROM fetches WHERE run = ?').iterate(run);
    for (const row of rows) {
      const warc = readRow(row)?.warc;
      if (warc) ends.set(warc.file, Math.max(ends.get(warc.file) ?? 0, warc.offset + warc.length));
    }
    return ends;
  }

  /** Forces what was appended to the disk. */
  async sync(): Promise<void> {
    await flush(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

const readRow = (row: unknown): JournalEntry | null => {
  if (row === undefined) return null;
  return JSON.parse((row as { line: string }).line) as JournalEntry;
};
