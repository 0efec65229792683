import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CaselineError } from '../errors.ts';

/** Temporary names end in this; a crash can leave one behind, `doctor --repair` clears them. */
export const TEMPORARY_SUFFIX = '.part';

const remedies: Record<string, string> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the disk quota is used up: free some space',
  EROFS: 'the disk is read-only: mount it writable or choose another folder',
  EACCES: 'no permission to write there: change its owner or choose another folder',
  EPERM: 'no permission to write there: change its owner or choose another folder',
  EMFILE: 'too many open files: raise the limit (ulimit -n)',
  EIO: 'the disk reports a fault: check it before going on',
};

/** The disk refused: the person at the machine mends it, then the same call succeeds. */
export class DiskFault extends CaselineError {
  override readonly status = 503;
}

/** A file-system fault as one clear error that names the file and the remedy. */
export function diskError(action: string, path: string, cause: unknown): CaselineError {
  const code = (cause as NodeJS.ErrnoException)?.code ?? 'EUNKNOWN';
  const remedy = remedies[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new DiskFault(`disk-${code.toLowerCase()}`, `could not ${action} ${path}: ${remedy}`, { cause });
}

/** SQLite's primary result codes for what the disk refused, as the system would name it. */
const refusals = new Map([
  [8, 'EROFS'],
  [10, 'EIO'],
  [13, 'ENOSPC'],
]);

/** What the disk says and what mends it, without the path of a file; null for every other error. */
export const diskReason = (error: unknown): string | null =>
  error instanceof DiskFault ? (remedies[error.code.replace('disk-', '').toUpperCase()] ?? null) : null;

/** SQLite's code for a file that it could not open or make: the folder tells why. */
const CANNOT_OPEN = 14;

/** Why nothing can be made in a folder, as the system would name it. */
function whyNotMade(path: string): string {
  try {
    accessSync(path, constants.W_OK);
    return statfsSync(path).bavail === 0 ? 'ENOSPC' : 'EACCES';
  } catch (reason) {
    const code = (reason as NodeJS.ErrnoException).code ?? '';
    return code === 'EROFS' ? code : 'EACCES';
  }
}

/** A fault of the disk behind a SQLite file as `diskError`; null for every other error of SQLite. */
export function sqliteDiskError(action: string, path: string, cause: unknown): CaselineError | null {
  const result = ((cause as { errcode?: number } | null)?.errcode ?? 0) & 0xff;
  const code = result === CANNOT_OPEN ? whyNotMade(path) : refusals.get(result);
  return code === undefined
    ? null
    : diskError(action, path, Object.assign(new Error(String(cause), { cause }), { code }));
}

/** Makes a rename within `folder` survive a power loss. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A disk that fills up takes the first part of a write and says so by its length alone. @throws what the system says */
export function writeWhole(handle: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  let written = 0;
  while (written < bytes.length) written += writeSync(handle, bytes, written);
}

/** Making folders on a read-only disk fails with ENOENT in Node; the folder that is there tells the real reason. */
export function reasonOf(cause: unknown, folder: string): unknown {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return cause;
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    return cause;
  } catch (reason) {
    return reason;
  }
}

/** Clearing up must not hide why there is something to clear up. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays as a left-over, which the doctor removes.
  }
}

/** A name of its own beside `path`, for bytes that are not all there yet. */
export const temporaryBeside = (path: string): string =>
  join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`,
  );

function replaceFile(path: string, content: string | Uint8Array, durable: boolean): void {
  const folder = dirname(path);
  const temporary = temporaryBeside(path);
  try {
    mkdirSync(folder, { recursive: true });
    const handle = openSync(temporary, 'wx', 0o644);
    try {
      writeWhole(handle, content);
      if (durable) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
    if (durable) syncFolder(folder);
  } catch (cause) {
    removeQuietly(temporary);
    throw diskError('write', path, reasonOf(cause, folder));
  }
}

/**
 * Replaces `path` so that a reader, a crash or a power loss sees the old bytes or the new, never a mixture:
 * unique temporary file beside it, fsync, rename, fsync of the folder. On return the bytes are on the disk.
 * @throws CaselineError `disk-*`; the old file then still stands and the temporary one is gone.
 */
export const writeDurably = (path: string, content: string | Uint8Array): void =>
  replaceFile(path, content, true);

/** Removes a file so that a power loss does not bring it back; one that is not there is no fault. @throws CaselineError `disk-*` */
export function removeDurably(path: string): void {
  try {
    rmSync(path, { force: true });
    syncFolder(dirname(path));
  } catch (cause) {
    throw diskError('remove', path, cause);
  }
}

/** The same for what can be made again: whole or not at all, but a power loss may take it. */
export const writeAtomically = (path: string, content: string | Uint8Array): void =>
  replaceFile(path, content, false);
