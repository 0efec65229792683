import type { CaseCost, FieldRate, SourceMemory } from '../../ports/crawl/crawls.ts';
import { type CrawlDatabase, exclusively } from './crawl-database.ts';

/** What the crawls of a source learned, in `crawl.sqlite`. */
export class SqliteSourceMemory implements SourceMemory {
  readonly #database: CrawlDatabase;
  readonly #source: string;

  constructor(database: CrawlDatabase, source: string) {
    this.#database = database;
    this.#source = source;
  }

  #idOf(alias: string): string | null {
    const row = this.#database
      .prepare('SELECT id FROM aliases WHERE source = ? AND alias = ?')
      .get(this.#source, alias) as { id: string } | undefined;
    return row?.id ?? null;
  }

  async idOf(alias: string): Promise<string | null> {
    return this.#idOf(alias);
  }

  async name(id: string, aliases: readonly string[]): Promise<void> {
    const fresh = [...new Set(aliases)].filter((alias) => this.#idOf(alias) !== id);
    if (fresh.length === 0) return;
    exclusively(this.#database, () => {
      const insert = this.#database.prepare(
        'INSERT OR REPLACE INTO aliases (source, alias, id) VALUES (?, ?, ?)',
      );
      for (const alias of fresh) insert.run(this.#source, alias, id);
    });
  }

  async isRefused(alias: string): Promise<boolean> {
    const find = this.#database.prepare('SELECT 1 FROM refused WHERE source = ? AND alias = ?');
    return find.get(this.#source, alias) !== undefined;
  }

  async noteRefused(alias: string): Promise<void> {
    this.#database
      .prepare('INSERT OR REPLACE INTO refused (source, alias, time) VALUES (?, ?, ?)')
      .run(this.#source, alias, Date.now());
  }

  async forgetRefused(alias: string): Promise<void> {
    if (await this.isRefused(alias))
      this.#database.prepare('DELETE FROM refused WHERE source = ? AND alias = ?').run(this.#source, alias);
  }

  async filledShares(runs: number, least: number): Promise<ReadonlyMap<string, readonly number[]>> {
    const fields = this.#database
      .prepare('SELECT DISTINCT field FROM fill_rates WHERE source = ?')
      .all(this.#source) as unknown as { field: string }[];
    const newest = this.#database.prepare(
      'SELECT filled, total FROM fill_rates WHERE source = ? AND field = ? AND total >= ? ORDER BY ended DESC, rowid DESC LIMIT ?',
    );
    return new Map(
      fields.map(({ field }) => {
        const rows = newest.all(this.#source, field, least, runs) as unknown as FieldRate[];
        return [field, rows.map(({ filled, total }) => filled / total)];
      }),
    );
  }

  async keepRates(run: string, rates: readonly FieldRate[]): Promise<void> {
    const insert = this.#database.prepare(
      'INSERT OR REPLACE INTO fill_rates (run, source, field, selector, ended, filled, total) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const { field, selector, filled, total } of rates)
      insert.run(run, this.#source, field, selector, Date.now(), filled, total);
  }

  async noteCost(run: string, id: string, { modalities, requests, bytes }: CaseCost): Promise<void> {
    this.#database
      .prepare(
        'INSERT OR REPLACE INTO costs (run, source, id, modalities, requests, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(run, this.#source, id, JSON.stringify(modalities), requests, bytes);
  }

  async costs(limit: number): Promise<CaseCost[]> {
    const rows = this.#database
      .prepare('SELECT modalities, requests, bytes FROM costs WHERE source = ? ORDER BY rowid DESC LIMIT ?')
      .all(this.#source, limit) as unknown as { modalities: string; requests: number; bytes: number }[];
    return rows.map((row) => ({ ...row, modalities: JSON.parse(row.modalities) as string[] }));
  }
}
