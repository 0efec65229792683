import type { RobotsText, RobotsTexts } from '../../ports/crawl/crawls.ts';
import type { CrawlDatabase } from './crawl-database.ts';

export class SqliteRobotsTexts implements RobotsTexts {
  readonly #database: CrawlDatabase;

  constructor(database: CrawlDatabase) {
    this.#database = database;
  }

  async get(origin: string, lifetime: number): Promise<RobotsText | null> {
    const row = this.#database
      .prepare('SELECT verdict, body FROM robots WHERE origin = ? AND fetched > ?')
      .get(origin, Date.now() - lifetime) as RobotsText | undefined;
    return row ?? null;
  }

  async keep(origin: string, { verdict, body }: RobotsText): Promise<void> {
    this.#database
      .prepare('INSERT OR REPLACE INTO robots (origin, fetched, verdict, body) VALUES (?, ?, ?, ?)')
      .run(origin, Date.now(), verdict, body);
  }
}
