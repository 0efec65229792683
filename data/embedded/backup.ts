import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput, messageOf } from '../errors.ts';
import { diskError, TEMPORARY_SUFFIX, writeDurably } from '../files/durable-file.ts';
import { type WalkedFile, walk } from '../files/walk.ts';
import { type Copied, copyDatabase, copyFile } from './backup/copy.ts';
import {
  BACKUP_FILE,
  BACKUP_FORMAT,
  type BackupDescription,
  CHECKSUMS,
  FILES,
  isInside,
  type ListedFile,
  lineOf,
} from './backup/manifest.ts';
import { readConfig } from './config.ts';
import { REGISTER_FILE } from './datasets/dataset-register.ts';
import { hashOfFile } from './doctor/images.ts';

/** Made again from the rest, or of the moment only: not copied. */
const SKIPPED = new Set(['derived', '.locks', 'index.sqlite', 'index.sqlite-wal', 'index.sqlite-shm']);

/**
 * Order of copying, so that a backup taken while others write is whole: what names something is copied before what is
 * named (the register, reviews, cases, images; journal, archive), and each is listed only when its turn comes. A write meanwhile then
 * adds to a backup, and never leaves a hole in it.
 */
const ORDER = [REGISTER_FILE, 'reviews', 'cases', 'images', 'archive/fetches.jsonl', ''];

export interface BackupResult {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** Files that were left out, with the reason. */
  readonly skipped: readonly { path: string; reason: string }[];
}

/** @throws InvalidInput when the folder holds anything */
export const refuseExisting = (folder: string, remedy: string): void => {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new InvalidInput(
      'exists',
      `${resolve(folder)} holds something already; nothing was written. ${remedy}`,
    );
  }
};

function copyOne(path: string, inside: string, target: string): Promise<Copied> {
  if (inside.endsWith('.sqlite')) return copyDatabase(path, target);
  const growing = inside.endsWith('.warc.gz');
  return copyFile(path, target, { lines: inside.endsWith('.jsonl'), growing });
}

/** Files of one turn of `ORDER`, those of earlier turns left out. */
async function* turn(
  workspace: string,
  start: string,
  done: ReadonlySet<string>,
): AsyncGenerator<WalkedFile> {
  const root = join(workspace, start);
  if (lstatSync(root, { throwIfNoEntry: false })?.isFile()) {
    yield { path: root, inside: start, stats: lstatSync(root) };
    return;
  }
  const before = start === '' ? new Set([...SKIPPED, ...ORDER]) : new Set<string>();
  for await (const file of walk(root, before)) {
    const inside = start === '' ? file.inside : `${start}/${file.inside}`;
    if (!done.has(inside)) yield { ...file, inside };
  }
}

const passing = (inside: string): boolean =>
  SKIPPED.has(inside) || inside.endsWith(TEMPORARY_SUFFIX) || /\.sqlite-(wal|shm|journal)$/.test(inside);

async function copyAll(
  workspace: string,
  temporary: string,
  options: { onProgress?: (done: number) => void },
): Promise<{ listed: ListedFile[]; bytes: number; skipped: { path: string; reason: string }[] }> {
  const listed: ListedFile[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const done = new Set<string>();
  let bytes = 0;
  for (const start of ORDER) {
    for await (const { path, inside, stats } of turn(workspace, start, done)) {
      if (passing(inside)) continue;
      if (!stats.isFile()) skipped.push({ path: inside, reason: 'a link or device' });
      else if (!isInside(inside)) skipped.push({ path: inside, reason: 'a name that no backup can hold' });
      else {
        const copied = await copyOne(path, inside, join(temporary, FILES, inside)).catch((error: unknown) => {
          // Removed since the folder was listed: not there any more, so not in this backup.
          if (!existsSync(path)) return null;
          throw error;
        });
        if (copied === null) continue;
        listed.push({ sha256: copied.sha256, path: inside });
        done.add(inside);
        bytes += copied.bytes;
        options.onProgress?.(listed.length);
      }
    }
  }
  return { listed, bytes, skipped };
}

/**
 * Copies a workspace into a new folder with the SHA-256 of every file, while others may go on working in it. The folder
 * appears under its name only when it is whole and was read back.
 * @throws InvalidInput when `out` holds something already; CaselineError `disk-*` when the disk is full
 */
export async function backupWorkspace(
  workspace: string,
  out: string,
  options: { onProgress?: (done: number) => void } = {},
): Promise<BackupResult> {
  const { name } = readConfig(workspace);
  refuseExisting(out, 'Name a folder that does not exist yet.');
  const inner = resolve(out);
  if (inner === resolve(workspace) || inner.startsWith(`${resolve(workspace)}/`)) {
    throw new InvalidInput(
      'inside',
      `${inner} lies inside the workspace; name a folder outside it, best on another disk`,
    );
  }
  const temporary = join(
    dirname(inner),
    `.${basename(inner)}.${process.pid}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`,
  );
  try {
    const { listed, bytes, skipped } = await copyAll(workspace, temporary, options);
    for (const { sha256, path } of listed) {
      if ((await hashOfFile(join(temporary, FILES, path))) !== sha256) {
        throw new InvalidInput(
          'bad-copy',
          `${path} came back from the disk other than it was written; use another disk`,
        );
      }
    }
    const text = listed.map(lineOf).join('');
    writeDurably(join(temporary, CHECKSUMS), text);
    const description: BackupDescription = {
      format: BACKUP_FORMAT,
      madeAt: new Date().toISOString(),
      workspace: name,
      files: listed.length,
      bytes,
      checksums: createHash('sha256').update(text).digest('hex'),
    };
    writeDurably(join(temporary, BACKUP_FILE), `${JSON.stringify(description, null, 1)}\n`);
    putInPlace(temporary, inner);
    return { folder: inner, files: listed.length, bytes, skipped };
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** Renames a finished folder to its name; an empty folder of that name gives way. */
export function putInPlace(temporary: string, target: string): void {
  try {
    mkdirSync(dirname(target), { recursive: true });
    renameSync(temporary, target);
  } catch (cause) {
    throw diskError(`put in place (${messageOf(cause)})`, target, cause);
  }
}
