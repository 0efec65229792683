import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../errors.ts';
import { REGISTER_FILE } from '../datasets/dataset-register.ts';
import { fileMark } from '../documents/document-files.ts';
import { INDEX_VERSION } from '../index/schema.ts';
import type { DocumentCensus } from './documents.ts';
import type { Findings } from './finding.ts';
import { QUARANTINE, quarantine } from './quarantine.ts';

/** Opens read-only and lets SQLite check itself; gives what is wrong, null when nothing is. */
function damageOf(path: string, look?: (database: DatabaseSync) => string | null): string | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
    const rows = database.prepare('PRAGMA quick_check(3)').all() as { quick_check: string }[];
    const wrong = rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
    if (wrong.length > 0) return wrong.join('; ');
    return look?.(database) ?? null;
  } catch (cause) {
    return messageOf(cause);
  } finally {
    database?.close();
  }
}

/** How many index rows differ from the files, in words; null when they agree. */
function staleness(database: DatabaseSync, workspace: string, census: DocumentCensus): string | null {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version !== INDEX_VERSION) return `it is of version ${version}, not ${INDEX_VERSION}`;
  const rows = database.prepare('SELECT id, case_mark, review_mark FROM cases').all() as {
    id: string;
    case_mark: string;
    review_mark: string | null;
  }[];
  const known = new Set(rows.map((row) => row.id));
  const changed = rows.filter(
    (row) =>
      fileMark(workspace, 'cases', row.id) !== row.case_mark ||
      fileMark(workspace, 'reviews', row.id) !== row.review_mark,
  ).length;
  const missing = [...census.cases].filter((id) => !known.has(id)).length;
  const { dirty } = database.prepare('SELECT count(*) AS dirty FROM dirty').get() as { dirty: number };
  const parts = [
    changed > 0 ? `${changed} changed or vanished` : '',
    missing > 0 ? `${missing} not in it` : '',
    dirty > 0 ? `${dirty} cut off in a write` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `it lags behind the files (${parts.join(', ')})` : null;
}

/**
 * The search index follows the files: missing, damaged or stale, it is made again from them.
 * @param rebuild opens the workspace and waits until its index is up to date
 */
export async function checkIndex(
  workspace: string,
  census: DocumentCensus,
  findings: Findings,
  options: { repair: boolean; rebuild?: () => Promise<void> },
): Promise<void> {
  const path = join(workspace, 'index.sqlite');
  let problem: string | null = null;
  let damaged = false;
  if (!existsSync(path)) problem = census.cases.size > 0 ? 'it is missing' : null;
  else {
    problem = damageOf(path);
    damaged = problem !== null;
    problem ??= damageOf(path, (database) => staleness(database, workspace, census));
  }
  if (problem === null) return;
  const mend = options.repair && options.rebuild !== undefined;
  if (mend) {
    if (damaged) for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    await options.rebuild?.();
  }
  findings.add({
    check: 'index',
    severity: 'note',
    path: 'index.sqlite',
    message: `the search index is not up to date: ${problem}`,
    remedy: 'nothing: it is made again from the files when the workspace is next opened',
    repaired: mend,
  });
}

const databases: readonly { file: string; holds: string; disposable: boolean }[] = [
  {
    file: 'work.sqlite',
    holds: 'who works on which case right now, and which cases are to be read by two people',
    disposable: true,
  },
  {
    file: 'crawl.sqlite',
    holds: "the crawler's clocks and run history (its index is made again from archive/fetches.jsonl)",
    disposable: true,
  },
  { file: 'access.sqlite', holds: 'accounts, tokens and sessions', disposable: false },
  {
    file: REGISTER_FILE,
    holds:
      'the register of datasets and of what was reviewed, requests for datasets, downloads, announcements and questions',
    disposable: false,
  },
];

/** Damaged ones that a server put aside by itself: whoever keeps the workspace should know what is gone with them. */
function namePutAside(workspace: string, findings: Findings): void {
  for (const { file, holds } of databases)
    for (const path of globSync(`${QUARANTINE}/*/${file}`, { cwd: workspace }))
      findings.add({
        check: 'put-aside',
        severity: 'note',
        path,
        message: `a damaged ${file}, which held ${holds}, was put aside as ${path}; the one in use was begun anew`,
        remedy: 'restore it from a backup if what it held is missed; delete it there when it is not',
        repaired: false,
      });
}

/** The other SQLite files of a workspace. Damaged ones that can be made anew are put aside with `repair`. */
export function checkDatabases(workspace: string, findings: Findings, options: { repair: boolean }): void {
  namePutAside(workspace, findings);
  for (const { file, holds, disposable } of databases) {
    const path = join(workspace, file);
    if (!existsSync(path)) continue;
    const problem = damageOf(path);
    if (problem === null) continue;
    const mend = options.repair && disposable;
    const reason = `${file}, which holds ${holds}, is damaged: ${problem}`;
    if (mend) {
      quarantine(workspace, path, reason);
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    }
    findings.add({
      check: 'database',
      severity: 'error',
      path: file,
      message: reason,
      remedy: disposable
        ? "stop Caseline and run 'caseline doctor --repair': it is put aside and made anew"
        : file === REGISTER_FILE
          ? 'stop Caseline and restore this file from a backup; a server that starts without puts it aside and begins it anew from the files of the datasets'
          : 'stop Caseline and restore this file from a backup',
      repaired: mend,
    });
  }
}
