import type { CrawlArchive } from '../../ports/crawl/crawl-archive.ts';
import type { CrawlStores, SourceMemory } from '../../ports/crawl/crawls.ts';
import type { Archive } from '../archive/archive.ts';
import { openCrawlDatabase } from './crawl-database.ts';
import { SqliteHostClock } from './host-clock.ts';
import { SqliteRobotsTexts } from './robots-texts.ts';
import { SqliteRunHistory } from './run-history.ts';
import { SqliteScheduleStates } from './schedule-states.ts';
import { SqliteSourceMemory } from './source-memory.ts';

/** `crawl.sqlite` and `archive/` of a workspace, open. @param now the machine's time, milliseconds since 1970 */
export function openCrawlStores(
  workspace: string,
  now: () => number = Date.now,
  open: typeof openCrawlDatabase = openCrawlDatabase,
): CrawlStores {
  const database = open(workspace);
  let archive: Promise<Archive> | null = null;
  return {
    runs: new SqliteRunHistory(database),
    clock: new SqliteHostClock(database, now),
    robots: new SqliteRobotsTexts(database),
    schedules: new SqliteScheduleStates(database, now),
    memoryOf: (source): SourceMemory => new SqliteSourceMemory(database, source),
    archive: (): Promise<CrawlArchive> => {
      // Reading WARC takes a library that a list of runs does without.
      archive ??= import('../archive/archive.ts').then(({ Archive }) => new Archive(workspace, database));
      return archive;
    },
    async [Symbol.asyncDispose]() {
      try {
        (await archive)?.[Symbol.dispose]();
      } finally {
        database.close();
      }
    },
  };
}
