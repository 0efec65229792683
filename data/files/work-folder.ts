import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InvalidInput } from '../errors.ts';

/**
 * Lets a process write its files into a folder of its own beside the target, on the same disk, so that finished files only
 * have to be renamed. When it fails nothing of it is left.
 * @param prefix how the name of the folder begins, by which the process may be known that writes there
 * @param replace whether files of the same name that are there already may be written over
 * @param work gets the folder and the target, both absolute
 * @throws InvalidInput (`file-there`) when a file is there with other bytes and may not be written over, or (`file-in-the-way`) a file stands
 *   where a folder is to be made
 */
export async function inWorkFolder<T>(
  target: string,
  replace: boolean,
  prefix: string,
  work: (folder: string, target: string) => Promise<T>,
): Promise<T> {
  const outDir = resolve(target);
  await refuseFileAt(outDir);
  const folder = join(dirname(outDir), `${prefix}-${randomBytes(6).toString('hex')}.part`);
  const made = await mkdir(folder, { recursive: true });
  try {
    const value = await work(folder, outDir);
    const names = await readdir(folder);
    await refuseThere(outDir, folder, names, replace);
    if (names.length > 0) await mkdir(outDir, { recursive: true });
    for (const name of names) await rename(join(folder, name), join(outDir, name));
    return value;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await removeEmpty(dirname(folder), made);
  }
}

/** @throws InvalidInput when a file stands where the folder, or one above it, would be made */
async function refuseFileAt(folder: string): Promise<void> {
  for (let path = folder; ; path = dirname(path)) {
    const facts = await stat(path).catch(() => null);
    if (facts?.isDirectory() || path === dirname(path)) return;
    if (facts === null) continue;
    const message = `${path} is a file, and the folder for pictures would be made there; nothing was written; move it away or name another folder`;
    throw new InvalidInput('file-in-the-way', message);
  }
}

async function sameBytes(one: string, other: string): Promise<boolean> {
  const [facts, others] = await Promise.all([stat(one).catch(() => null), stat(other)]);
  if (facts === null) return false;
  return facts.isFile() && facts.size === others.size && (await readFile(one)).equals(await readFile(other));
}

/**
 * @throws InvalidInput when a file of one of these names is there with other bytes: it may be of another paper, or a
 * person's own; with `replace` only where it is no file
 */
async function refuseThere(
  folder: string,
  work: string,
  names: readonly string[],
  replace: boolean,
): Promise<void> {
  const held = new Set(await readdir(folder).catch(() => []));
  const there: string[] = [];
  for (const name of names) {
    if (!held.has(name)) continue;
    const stays = replace
      ? (await lstat(join(folder, name))).isDirectory()
      : !(await sameBytes(join(folder, name), join(work, name)));
    if (stays) there.push(name);
  }
  if (there.length === 0) return;
  const more = there.length > 3 ? ` and ${there.length - 3} more` : '';
  throw new InvalidInput(
    'file-there',
    `${folder} holds ${there.slice(0, 3).join(', ')}${more} already${replace ? ', as folders' : ''}; nothing was written. Name another folder${replace ? '' : ', or say --replace'}`,
  );
}

/** Removes the folders that were made on the way to `folder`, as far as nothing is in them. */
async function removeEmpty(folder: string, firstMade: string | undefined): Promise<void> {
  if (firstMade === undefined) return;
  const first = resolve(firstMade);
  for (let at = folder; at.length >= first.length && at.startsWith(first); at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}
