import { mkdtempSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of a moment, outside every store: what was uploaded or fetched, what a process reads and leaves, what is packed. */

/** A folder of its own among the system's temporary ones, which goes when it is disposed of. */
export function scratchFolder(purpose: string): AsyncDisposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), `caseline-${purpose}-`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export const readScratch = (path: string): Promise<Buffer> => readFile(path);

export const writeScratch = (path: string, bytes: Uint8Array): Promise<void> => writeFile(path, bytes);

export const copyScratch = (from: string, to: string): Promise<void> => copyFile(from, to);

/** Both on the disk of the system's temporary folder. */
export const moveScratch = (from: string, to: string): Promise<void> => rename(from, to);

/** Makes a folder and those above it. */
export const makeScratch = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
};

/** Bytes of an ordinary file; null for everything else, and where there is nothing. */
export const sizeOfScratch = (path: string): Promise<number | null> =>
  stat(path).then(
    (facts) => (facts.isFile() ? facts.size : null),
    () => null,
  );

export const removeScratch = async (paths: Iterable<string>): Promise<void> => {
  await Promise.all([...paths].map((path) => rm(path, { force: true })));
};
