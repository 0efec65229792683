import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Why a source stopped, beside the page that made it stop: `blocked/<source>/<time>-<reason>/reason.json`. */
const reasonSchema = z.object({
  source: z.string(),
  url: z.string(),
  reason: z.string(),
  message: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  time: z.iso.datetime(),
  run: z.string(),
});
export type BlockedReason = z.infer<typeof reasonSchema>;

export interface BlockedRecord extends BlockedReason {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Absolute paths; null when there is none. */
  readonly page: string | null;
  readonly screenshot: string | null;
}

const extensionOf = (contentType: string): string => {
  if (contentType.includes('html')) return 'html';
  return contentType.includes('json') ? 'json' : contentType.startsWith('text/') ? 'txt' : 'bin';
};

/** Keeps the page, its headers, the reason and (when one could be taken) a screenshot. @returns the folder */
export const keepEvidence = (
  workspace: string,
  reason: BlockedReason,
  page: Uint8Array,
  screenshot: Uint8Array | null,
): string => {
  const stamp = reason.time.replace(/[:.]/g, '-');
  const folder = join(workspace, 'blocked', reason.source, `${stamp}-${reason.reason}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `page.${extensionOf(reason.headers['content-type'] ?? 'text/html')}`), page);
  if (screenshot !== null) writeFileSync(join(folder, 'screenshot.png'), screenshot);
  writeFileSync(join(folder, 'reason.json'), `${JSON.stringify(reason, null, 2)}\n`);
  return folder;
};

const readRecord = (folder: string): BlockedRecord | null => {
  const file = join(folder, 'reason.json');
  if (!existsSync(file)) return null;
  const parsed = reasonSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return null;
  const page = readdirSync(folder).find((name) => name.startsWith('page.'));
  const screenshot = join(folder, 'screenshot.png');
  return {
    ...parsed.data,
    folder,
    page: page === undefined ? null : join(folder, page),
    screenshot: existsSync(screenshot) ? screenshot : null,
  };
};

/** What is kept under `blocked/`, newest first; of one source or of all. */
export const listBlocked = (workspace: string, source?: string): BlockedRecord[] => {
  const root = join(workspace, 'blocked');
  if (!existsSync(root)) return [];
  const sources = source === undefined ? readdirSync(root) : [source];
  return sources
    .filter((name) => existsSync(join(root, name)))
    .flatMap((name) => readdirSync(join(root, name)).map((entry) => readRecord(join(root, name, entry))))
    .filter((record) => record !== null)
    .sort((one, other) => other.time.localeCompare(one.time));
};
