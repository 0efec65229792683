import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What came with the project itself: read, never written. */
const root = join(import.meta.dirname, '..', '..');

export const readProjectText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names in a folder of the project, sorted. */
export const projectNames = (folder: string): string[] => readdirSync(join(root, folder)).sort();

/** A file of a library, by its absolute path; the same for its bytes. */
export const readLibraryText = (path: string): string => readFileSync(path, 'utf8');

export const readLibraryBytes = (path: string): Promise<Buffer> => readFile(path);
