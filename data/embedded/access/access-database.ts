import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { InvalidInput } from '../../errors.ts';
import { diskError, sqliteDiskError } from '../../files/durable-file.ts';
import { isDamage, openUnwritable } from '../disk/damaged-database.ts';
import { refuseNewer, stampVersion } from '../disk/schema-version.ts';

/** Who may enter a workspace: accounts, tokens, sessions, failed attempts. No password or token stands in it, only hashes. */
export const ACCESS_FILE = 'access.sqlite';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY COLLATE NOCASE, role TEXT NOT NULL, password TEXT NOT NULL, created_at TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, user TEXT NOT NULL COLLATE NOCASE REFERENCES users (name) ON DELETE CASCADE, label TEXT NOT NULL,
  hash TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER, used_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  hash TEXT PRIMARY KEY, user TEXT NOT NULL COLLATE NOCASE REFERENCES users (name) ON DELETE CASCADE,
  created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user);
CREATE TABLE IF NOT EXISTS failures (name TEXT NOT NULL COLLATE NOCASE, address TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS failures_by_name ON failures (name, at);
CREATE INDEX IF NOT EXISTS failures_by_time ON failures (at);
CREATE TABLE IF NOT EXISTS clock (only INTEGER PRIMARY KEY CHECK (only = 1), latest INTEGER NOT NULL) STRICT;
`;

/** Opens (and makes, if needed) `access.sqlite`; readable for its owner only. @throws CaselineError `disk-*`, `newer-format` */
export function openAccessDatabase(workspace: string): DatabaseSync {
  const path = join(workspace, ACCESS_FILE);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 10_000 });
    refuseNewer(database, path);
    chmodSync(path, 0o600);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    database.exec(SCHEMA);
    stampVersion(database, path);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof InvalidInput) throw cause;
    // On a disk on which nothing can be written people still come in.
    const found = isDamage(cause) ? null : openUnwritable(path);
    if (found !== null) return found;
    throw sqliteDiskError('open', path, cause) ?? diskError('open', path, cause);
  }
}

/** Runs a change of the accounts; what the disk refuses is told as such. @throws CaselineError `disk-*` */
export function changing<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw sqliteDiskError('change the accounts in', ACCESS_FILE, cause) ?? cause;
  }
}

/** Runs a change that may be left out when the disk refuses it: when something was last used. */
export function changingIfPossible(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (sqliteDiskError('change', ACCESS_FILE, cause) === null) throw cause;
  }
}

/** The names of all accounts, in lower case; null when there is no such file, or it cannot be read. Makes and changes nothing. */
export function accountNames(workspace: string): ReadonlySet<string> | null {
  const path = join(workspace, ACCESS_FILE);
  if (!existsSync(path)) return null;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare('SELECT name FROM users').all() as { name: string }[];
    return new Set(rows.map(({ name }) => name.toLowerCase()));
  } catch {
    return null;
  } finally {
    database?.close();
  }
}
