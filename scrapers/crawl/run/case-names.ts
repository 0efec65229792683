import type { CrawlDatabase } from './crawl-database.ts';

/**
 * Which case every slug, number and redirect led to, so that a held case is recognised on a search page without asking
 * for it again under another name.
 */
export class CaseNames {
  readonly #database: CrawlDatabase;
  readonly #source: string;

  constructor(database: CrawlDatabase, source: string) {
    this.#database = database;
    this.#source = source;
  }

  idOf(alias: string): string | null {
    const row = this.#database
      .prepare('SELECT id FROM aliases WHERE source = ? AND alias = ?')
      .get(this.#source, alias) as { id: string } | undefined;
    return row?.id ?? null;
  }

  record(id: string, aliases: readonly string[]): void {
    const statement = this.#database.prepare(
      'INSERT OR REPLACE INTO aliases (source, alias, id) VALUES (?, ?, ?)',
    );
    for (const alias of new Set(aliases)) statement.run(this.#source, alias, id);
  }
}
