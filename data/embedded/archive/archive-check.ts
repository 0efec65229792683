import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCrawlDatabase } from '../crawl/crawl-database.ts';
import { stateOf } from '../crawl/process-identity.ts';
import { FileJournal } from './journal.ts';
import { cutTail } from './warc-file.ts';

export interface ArchiveFault {
  /** `tail`: bytes of a cut-off write behind the last journaled record; `short`: a journaled record is not whole. */
  readonly kind: 'tail' | 'short' | 'missing';
  readonly file: string;
  readonly bytes: number;
  readonly repaired: boolean;
}

/** Runs that write right now: their files may be ahead of the journal. */
const living = (database: ReturnType<typeof openCrawlDatabase>): string[] =>
  (
    database.prepare("SELECT id, pid, machine FROM runs WHERE status = 'running'").all() as unknown as {
      id: string;
      pid: number;
      machine: string;
    }[]
  )
    .filter((row) => stateOf(row) !== 'dead')
    .map(({ id }) => id);

/**
 * Compares the WARC files of a workspace with its journal. A torn last line of the journal is closed by looking; with
 * `repair`, tails of killed runs are cut off, so that every file ends with a whole record.
 */
export function checkArchive(workspace: string, options: { repair: boolean }): ArchiveFault[] {
  const folder = join(workspace, 'archive');
  if (!existsSync(folder)) return [];
  const database = openCrawlDatabase(workspace);
  let journal: FileJournal | null = null;
  try {
    journal = new FileJournal(folder, database);
    const ends = new Map<string, number>();
    const runs = database.prepare('SELECT DISTINCT run FROM fetches').all() as unknown as { run: string }[];
    for (const { run } of runs) {
      for (const [file, end] of journal.warcEnds(run)) ends.set(file, Math.max(ends.get(file) ?? 0, end));
    }
    const busy = living(database);
    const faults: ArchiveFault[] = [];
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.warc.gz'))) {
      if (busy.some((run) => file.includes(run))) continue;
      const end = ends.get(file) ?? 0;
      const size = statSync(join(folder, file)).size;
      // A run that received nothing leaves a file with its first record only: whole, and no tail.
      if (size > end && end > 0) {
        const bytes = options.repair ? cutTail(folder, file, end) : size - end;
        faults.push({ kind: 'tail', file, bytes, repaired: options.repair });
      } else if (size < end) faults.push({ kind: 'short', file, bytes: end - size, repaired: false });
    }
    for (const [file, end] of ends) {
      if (!existsSync(join(folder, file)))
        faults.push({ kind: 'missing', file, bytes: end, repaired: false });
    }
    return faults;
  } finally {
    journal?.close();
    database.close();
  }
}
