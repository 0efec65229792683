import { z } from 'zod';
import { InvalidInput } from '../../errors.ts';

/** What a backup folder holds beside `files/`: the list in the format of `sha256sum`, and what it is. */
export const CHECKSUMS = 'checksums.sha256';
export const BACKUP_FILE = 'backup.json';
export const FILES = 'files';

export const BACKUP_FORMAT = 'caseline.backup/1';

export const backupSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  madeAt: z.iso.datetime(),
  workspace: z.string().max(200),
  files: z.int().min(0),
  bytes: z.int().min(0),
  /** SHA-256 of `checksums.sha256`: a list that was cut short is no list. */
  checksums: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupDescription = z.infer<typeof backupSchema>;

export interface ListedFile {
  readonly sha256: string;
  /** Within `files/`, with `/`. */
  readonly path: string;
}

/** A path that stays inside: relative, `/`, no `..`, no empty part, no control characters or back slashes. */
export function isInside(path: string): boolean {
  if (path.length === 0 || path.length > 1_000) return false;
  if (/[\x00-\x1f\x7f\\:]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** One line a file, as `sha256sum -c checksums.sha256` reads it inside the backup. */
export const lineOf = ({ sha256, path }: ListedFile): string => `${sha256}  ${FILES}/${path}\n`;

/** @throws InvalidInput for a line that is none, a path that leads outside, a path named twice. */
export function readChecksums(text: string): ListedFile[] {
  const seen = new Set<string>();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => {
      const [sha256 = '', path = ''] = [line.slice(0, 64), line.slice(66 + FILES.length + 1)];
      const whole =
        /^[0-9a-f]{64}$/.test(sha256) &&
        line.slice(64, 66 + FILES.length + 1) === `  ${FILES}/` &&
        isInside(path);
      if (!whole || seen.has(path)) {
        throw new InvalidInput(
          'bad-backup',
          `line ${at + 1} of ${CHECKSUMS} names no file of a backup ('${line.slice(0, 120)}'); this backup was altered, take another`,
        );
      }
      seen.add(path);
      return { sha256, path };
    });
}
