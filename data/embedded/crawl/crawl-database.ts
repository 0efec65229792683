import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DiskFault, sqliteDiskError } from '../../files/durable-file.ts';
import { checkWhole, openOrBeginAnew, openToLook } from '../disk/damaged-database.ts';
import { refuseNewer, stampVersion } from '../disk/schema-version.ts';

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
CREATE TABLE IF NOT EXISTS missing_images (
  source TEXT NOT NULL, id TEXT NOT NULL, addresses INTEGER NOT NULL, tries INTEGER NOT NULL, PRIMARY KEY (source, id)
) STRICT;
CREATE TABLE IF NOT EXISTS drifts (
  source TEXT NOT NULL, field TEXT NOT NULL, selector TEXT NOT NULL, filled REAL NOT NULL, total INTEGER NOT NULL,
  usual REAL NOT NULL, PRIMARY KEY (source, field)
) STRICT;
CREATE TABLE IF NOT EXISTS schedule_state (
  name TEXT PRIMARY KEY, last_due INTEGER NOT NULL, token TEXT, pid INTEGER, machine TEXT
) STRICT;
`;

const CRAWL_FILE = 'crawl.sqlite';
/** Tables that pages and every start of a crawl read whole; the archive's index may be long, and is not looked through each time. */
const LOOKED_AT = ['clocks', 'robots', 'runs', 'schedule_state'];

export type CrawlDatabase = DatabaseSync;

/** Opens (and makes, if needed) `crawl.sqlite` of a workspace; a damaged one is put aside and begun anew. */
export const openCrawlDatabase = (workspace: string): CrawlDatabase => {
  mkdirSync(workspace, { recursive: true });
  const path = join(workspace, CRAWL_FILE);
  return openOrBeginAnew(path, () => {
    const database = new DatabaseSync(path, { timeout: 10_000 });
    try {
      refuseNewer(database, path);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec(SCHEMA);
      stampVersion(database, path);
      for (const table of LOOKED_AT) checkWhole(database, table);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
};

/** Opens it to be looked at: where nothing can be written it holds what was on the disk last. */
export const lookIntoCrawlDatabase = (workspace: string): CrawlDatabase => {
  try {
    return openCrawlDatabase(workspace);
  } catch (error) {
    if (sqliteDiskError('open', join(workspace, CRAWL_FILE), error) === null && !(error instanceof DiskFault))
      throw error;
    return openToLook(join(workspace, CRAWL_FILE), SCHEMA);
  }
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
