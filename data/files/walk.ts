import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** One entry that is no folder: a file, or a link or device that should not be there. */
export interface WalkedFile {
  readonly path: string;
  /** Within the root, with `/` on every system. */
  readonly inside: string;
  readonly stats: Stats;
}

const gone = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'ENOENT';

/** An entry that `walkAll` gives: folders too. */
export interface WalkedEntry extends WalkedFile {
  /** It is a folder in which nothing stands. */
  readonly isEmptyFolder: boolean;
}

/**
 * Every file under a folder, in name order, links not followed. What vanishes meanwhile is passed over; a missing
 * folder has none.
 * @param skip names of folders directly under the root that are left out
 */
export async function* walk(root: string, skip: ReadonlySet<string> = new Set()): AsyncGenerator<WalkedFile> {
  for await (const { isEmptyFolder, ...file } of walkFrom(root, root, skip)) if (!isEmptyFolder) yield file;
}

/** The same with the folders in which nothing stands. */
export async function* walkAll(
  root: string,
  skip: ReadonlySet<string> = new Set(),
): AsyncGenerator<WalkedEntry> {
  yield* walkFrom(root, root, skip);
}

async function* walkFrom(
  root: string,
  folder: string,
  skip: ReadonlySet<string>,
): AsyncGenerator<WalkedEntry> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    if (gone(cause)) return;
    throw cause;
  }
  for (const name of names.sort()) {
    if (folder === root && skip.has(name)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch((cause: unknown) => {
      if (gone(cause)) return null;
      throw cause;
    });
    if (stats === null) continue;
    const entry = { path, inside: relative(root, path).split(sep).join('/'), stats };
    if (!stats.isDirectory()) yield { ...entry, isEmptyFolder: false };
    else {
      let isEmptyFolder = true;
      for await (const inner of walkFrom(root, path, skip)) {
        isEmptyFolder = false;
        yield inner;
      }
      if (isEmptyFolder) yield { ...entry, isEmptyFolder };
    }
  }
}

/** Bytes of a walked file, piece by piece. */
export const streamOf = (path: string): AsyncIterable<Buffer> => createReadStream(path);
