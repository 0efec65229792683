import { hash } from 'node:crypto';
import { join } from 'node:path';
import { NotFound } from '../../data/errors.ts';
import { kindOfInput, namesIn, readInputFile } from '../../data/files/input-file.ts';
import type { ImageStore, StoredImage } from '../../data/ports/images.ts';

/** A file of an image that an import brings, known by its content before anything is written. */
export interface BroughtFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Files of a folder by `keyOf` a file's name.
 * @throws NotFound when there is no such folder
 */
export function filesIn(folder: string, keyOf: (name: string) => string): Map<string, string> {
  if (kindOfInput(folder) !== 'folder') {
    throw new NotFound(
      'no-images-folder',
      `${folder} is no folder; name the folder of the images with --images DIR, or leave it out`,
    );
  }
  return new Map(namesIn(folder).files.map((name) => [keyOf(name), join(folder, name)]));
}

/** Files of a table's images by their key, and the paths of those that hold nothing. One file in memory at a time. */
export function readBrought(
  keys: Iterable<string>,
  files: ReadonlyMap<string, string>,
): { brought: Map<string, BroughtFile>; empty: string[] } {
  const brought = new Map<string, BroughtFile>();
  const empty: string[] = [];
  for (const key of keys) {
    const path = files.get(key);
    if (path === undefined) continue;
    const bytes = readInputFile(path);
    if (bytes.length === 0) empty.push(path);
    else brought.set(key, { path, sha256: hash('sha256', bytes) });
  }
  return { brought, empty };
}

/** Keeps brought files in the image store. @returns what it holds of each, by SHA-256 */
export async function keepBrought(
  images: ImageStore,
  brought: Iterable<BroughtFile>,
): Promise<Map<string, StoredImage>> {
  const kept = new Map<string, StoredImage>();
  for (const { path } of brought) {
    const stored = await images.put(readInputFile(path));
    kept.set(stored.sha256, stored);
  }
  return kept;
}
