import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What came with the project itself: read, never written. */
const root = join(import.meta.dirname, '..', '..');

export const readProjectText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Files in a folder of the project and the folders below, as paths from that folder with `/` between, sorted. */
export const projectFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

/** A file of a library, by its absolute path; the same for its bytes. */
export const readLibraryText = (path: string): string => readFileSync(path, 'utf8');

export const readLibraryBytes = (path: string): Promise<Buffer> => readFile(path);
