import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { InvalidInput } from '../../errors.ts';

/**
 * Of each SQLite file that holds what stands nowhere else, the version of its tables (SQLite's `user_version`). Raise it when
 * this Caseline writes what an older one would misread; new tables alone do not need it. Files without one are of version 1.
 */
const versions: Readonly<Record<string, number>> = {
  'access.sqlite': 1,
  'crawl.sqlite': 1,
  'datasets.sqlite': 1,
  'work.sqlite': 1,
};

const newer = (path: string, version: number, known: number): InvalidInput =>
  new InvalidInput(
    'newer-format',
    `${path} is of version ${version}, which is newer than ${known}; update Caseline, nothing was changed`,
  );

const ofFile = (path: string): number => versions[basename(path)] ?? Number.POSITIVE_INFINITY;

const versionIn = (database: DatabaseSync): number =>
  (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

/** @throws InvalidInput (`newer-format`) when a newer Caseline wrote the file: it is neither read nor written */
export function refuseNewer(database: DatabaseSync, path: string): void {
  const version = versionIn(database);
  if (version > ofFile(path)) throw newer(path, version, ofFile(path));
}

/** Writes into the file whose tables it holds. */
export function stampVersion(database: DatabaseSync, path: string): void {
  const version = versions[basename(path)];
  if (version !== undefined && versionIn(database) < version)
    database.exec(`PRAGMA user_version = ${version}`);
}

/** Where SQLite's header holds `user_version`, 4 bytes, the highest first. */
const AT = 60;

/** The version by the file's header, without opening it as a database: 0 when there is none, or none can be read. */
function versionOf(path: string): number {
  const bytes = Buffer.alloc(AT + 4);
  try {
    const handle = openSync(path, 'r');
    try {
      const read = readSync(handle, bytes, 0, bytes.length, 0);
      const isDatabase = read === bytes.length && bytes.toString('latin1', 0, 15) === 'SQLite format 3';
      return isDatabase ? bytes.readInt32BE(AT) : 0;
    } finally {
      closeSync(handle);
    }
  } catch {
    return 0;
  }
}

/** The first file of a workspace that a newer Caseline wrote, as the error it means; null when there is none. */
export function newerDatabase(workspace: string): InvalidInput | null {
  for (const [file, known] of Object.entries(versions)) {
    const path = join(workspace, file);
    const version = versionOf(path);
    if (version > known) return newer(path, version, known);
  }
  return null;
}
