import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidInput, messageOf, NotFound } from '../errors.ts';
import { TEMPORARY_SUFFIX } from '../files/durable-file.ts';
import { walk } from '../files/walk.ts';
import { describeProblems } from '../format/read.ts';
import { copyFile } from './backup/copy.ts';
import {
  BACKUP_FILE,
  type BackupDescription,
  backupSchema,
  CHECKSUMS,
  FILES,
  type ListedFile,
  readChecksums,
} from './backup/manifest.ts';
import { putInPlace, refuseExisting } from './backup.ts';
import { hashOfFile } from './doctor/images.ts';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new NotFound(
      'no-backup',
      `${path} is not there, so this is no backup of Caseline (${messageOf(cause)})`,
      { cause },
    );
  }
};

/** The list of a backup. @throws NotFound or InvalidInput when the folder is none or its list was altered */
function listOf(folder: string): { description: BackupDescription; files: ListedFile[] } {
  let document: unknown;
  try {
    document = JSON.parse(read(join(folder, BACKUP_FILE)));
  } catch (error) {
    if (error instanceof NotFound) throw error;
    throw new InvalidInput('bad-backup', `${join(folder, BACKUP_FILE)} is damaged; take another backup`, {
      cause: error,
    });
  }
  const parsed = backupSchema.safeParse(document);
  if (!parsed.success)
    throw new InvalidInput(
      'bad-backup',
      `${join(folder, BACKUP_FILE)} is not valid: ${describeProblems(parsed.error)}`,
    );
  const text = read(join(folder, CHECKSUMS));
  if (createHash('sha256').update(text).digest('hex') !== parsed.data.checksums) {
    throw new InvalidInput(
      'bad-backup',
      `${CHECKSUMS} of ${folder} is not the one that was written; take another backup`,
    );
  }
  return { description: parsed.data, files: readChecksums(text) };
}

const wrong = (folder: string, problems: readonly string[]): InvalidInput =>
  new InvalidInput(
    'bad-backup',
    `the backup ${folder} is not whole: ${problems.slice(0, 5).join('; ')}${problems.length > 5 ? `; and ${problems.length - 5} more` : ''}. Nothing was restored; take another backup`,
  );

/**
 * Reads every file of a backup and compares it with its checksum; files that are not listed are named too.
 * @throws InvalidInput naming what differs
 */
export async function verifyBackup(
  folder: string,
  options: { onProgress?: (done: number, total: number) => void } = {},
): Promise<BackupDescription> {
  const { description, files } = listOf(folder);
  const expected = new Set(files.map(({ path }) => path));
  const problems: string[] = [];
  for await (const { inside, stats } of walk(join(folder, FILES))) {
    if (!expected.has(inside)) problems.push(`${inside} is not in its list`);
    else if (!stats.isFile()) problems.push(`${inside} is a link or device`);
  }
  for (const [at, { sha256, path }] of files.entries()) {
    const found = await hashOfFile(join(folder, FILES, path)).catch(() => null);
    if (found === null) problems.push(`${path} is missing`);
    else if (found !== sha256) problems.push(`${path} was altered`);
    options.onProgress?.(at + 1, files.length);
  }
  if (problems.length > 0) throw wrong(folder, problems);
  return description;
}

/**
 * Puts a backup in place as a new workspace. Everything is verified first, and again as it is copied; the workspace
 * appears under its name only when it is whole.
 * @throws InvalidInput when `workspace` holds something already or the backup is not whole: nothing is changed then
 */
export async function restoreWorkspace(
  folder: string,
  workspace: string,
  options: { onProgress?: (done: number, total: number) => void } = {},
): Promise<BackupDescription> {
  refuseExisting(
    workspace,
    'A restore never goes over a workspace: move it away first, or name another with --workspace.',
  );
  const description = await verifyBackup(folder);
  const { files } = listOf(folder);
  const target = resolve(workspace);
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}${TEMPORARY_SUFFIX}`,
  );
  try {
    for (const [at, { sha256, path }] of files.entries()) {
      const to = join(temporary, path);
      const copied = await copyFile(join(folder, FILES, path), to);
      if (copied.sha256 !== sha256) throw wrong(folder, [`${path} changed while it was read`]);
      if (!path.endsWith('.sqlite')) chmodSync(to, 0o644);
      options.onProgress?.(at + 1, files.length);
    }
    putInPlace(temporary, target);
    return description;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
