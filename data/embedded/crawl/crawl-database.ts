import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * `crawl.sqlite` in the workspace: what several processes share while they crawl. Manners (host clocks, robots.txt),
 * run history, names of cases, fill rates. The archive's index in it can be rebuilt from `archive/fetches.jsonl`.
 * Writers take short immediate transactions; a killed process leaves nothing locked.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS clocks (
  host TEXT PRIMARY KEY, next_slot INTEGER NOT NULL, ended INTEGER NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL,
  token TEXT, pid INTEGER, machine TEXT, lease_until INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS robots (
  origin TEXT PRIMARY KEY, fetched INTEGER NOT NULL, verdict TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS fetches (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, time INTEGER NOT NULL, run TEXT NOT NULL, source TEXT NOT NULL,
  outcome TEXT NOT NULL, line TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS fetches_by_url ON fetches (source, url, time);
CREATE INDEX IF NOT EXISTS fetches_by_run ON fetches (run, time);
CREATE TABLE IF NOT EXISTS journal_position (only INTEGER PRIMARY KEY CHECK (only = 1), bytes INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, base TEXT NOT NULL, query TEXT NOT NULL, options TEXT NOT NULL,
  started INTEGER NOT NULL, ended INTEGER, status TEXT NOT NULL, result TEXT, resumes TEXT NOT NULL,
  pid INTEGER NOT NULL, machine TEXT NOT NULL, schedule TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS runs_by_source ON runs (source, started);
CREATE TABLE IF NOT EXISTS aliases (
  source TEXT NOT NULL, alias TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (source, alias)
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
  source TEXT NOT NULL, alias TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (source, alias)
) STRICT;
CREATE TABLE IF NOT EXISTS costs (
  run TEXT NOT NULL, id TEXT NOT NULL, modalities TEXT NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL,
  source TEXT NOT NULL, PRIMARY KEY (run, id)
) STRICT;
CREATE TABLE IF NOT EXISTS fill_rates (
  run TEXT NOT NULL, source TEXT NOT NULL, field TEXT NOT NULL, selector TEXT NOT NULL, ended INTEGER NOT NULL,
  filled REAL NOT NULL, total INTEGER NOT NULL, PRIMARY KEY (run, field)
) STRICT;
CREATE TABLE IF NOT EXISTS schedule_state (
  name TEXT PRIMARY KEY, last_due INTEGER NOT NULL, token TEXT, pid INTEGER, machine TEXT
) STRICT;
`;

export type CrawlDatabase = DatabaseSync;

/** Opens (and makes, if needed) `crawl.sqlite` of a workspace. */
export const openCrawlDatabase = (workspace: string): CrawlDatabase => {
  mkdirSync(workspace, { recursive: true });
  const database = new DatabaseSync(join(workspace, 'crawl.sqlite'), { timeout: 10_000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec(SCHEMA);
  return database;
};

/** Runs `work` in an immediate transaction: it sees and changes the newest state, alone. */
export const exclusively = <T>(database: CrawlDatabase, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};
