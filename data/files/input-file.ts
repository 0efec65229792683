import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidInput, NotFound } from '../errors.ts';

/** Files and folders that a person named: what is read from them, with the remedy when it cannot be. */

/** Bytes of a file that a person named. @throws NotFound or InvalidInput naming it and the remedy. */
export function readInputFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new NotFound('no-file', `${path} does not exist; check the name`, { cause });
    if (code === 'EISDIR')
      throw new InvalidInput('is-a-folder', `${path} is a folder; name a file`, { cause });
    const why =
      code === 'EACCES' || code === 'EPERM'
        ? 'may not be read by this account; change its permissions or copy it'
        : `cannot be read: ${message}`;
    throw new InvalidInput('unreadable-file', `${path} ${why}`, { cause });
  }
}

/** What stands at a path, links followed: null when nothing does. `other`: a device or pipe, which has no end. */
export function kindOfInput(path: string): 'file' | 'folder' | 'other' | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
}

/** Bytes of a file; 0 for one that is not there. */
export const sizeOfInput = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** The first bytes of a file, fewer when it is shorter. */
export function headOfInput(path: string, length: number): Buffer {
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(handle, head, 0, length, 0));
  } finally {
    closeSync(handle);
  }
}

/** Names in a folder, those of folders and of all else. */
export function namesIn(folder: string): { readonly folders: string[]; readonly files: string[] } {
  const entries = readdirSync(folder, { withFileTypes: true });
  const named = (isFolder: boolean): string[] =>
    entries.filter((entry) => entry.isDirectory() === isFolder).map(({ name }) => name);
  return { folders: named(true), files: named(false) };
}

/** Paths of everything below a folder that is no folder, with `/` between names. */
export const pathsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => resolve(entry.parentPath, entry.name).slice(resolve(folder).length + 1))
    .map((path) => path.replaceAll('\\', '/'));

/** `join` for what is looked for in a folder that a person named: the first of the names that is a file there. */
export const firstFileIn = (folder: string, names: readonly string[]): string | undefined =>
  names.map((name) => join(folder, name)).find((path) => kindOfInput(path) === 'file');
