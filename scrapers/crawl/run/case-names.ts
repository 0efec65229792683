import type { StatementSync } from 'node:sqlite';
import { type CrawlDatabase, exclusively } from '../archive/crawl-database.ts';

/**
 * Which case every slug, number and redirect led to, so that a held case is recognised on a search page without asking
 * for it again under another name.
 */
export class CaseNames {
  readonly #database: CrawlDatabase;
  readonly #source: string;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: CrawlDatabase, source: string) {
    this.#database = database;
    this.#source = source;
    this.#find = database.prepare('SELECT id FROM aliases WHERE source = ? AND alias = ?');
    this.#insert = database.prepare('INSERT OR REPLACE INTO aliases (source, alias, id) VALUES (?, ?, ?)');
  }

  idOf(alias: string): string | null {
    const row = this.#find.get(this.#source, alias) as { id: string } | undefined;
    return row?.id ?? null;
  }

  record(id: string, aliases: readonly string[]): void {
    const fresh = [...new Set(aliases)].filter((alias) => this.idOf(alias) !== id);
    if (fresh.length === 0) return;
    exclusively(this.#database, () => {
      for (const alias of fresh) this.#insert.run(this.#source, alias, id);
    });
  }
}
