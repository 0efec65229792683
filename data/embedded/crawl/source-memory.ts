import type { CaseCost, Drift, FieldRate, MissingImages, SourceMemory } from '../../ports/crawl/crawls.ts';
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

  async refusedAt(alias: string): Promise<number | null> {
    const find = this.#database.prepare('SELECT time FROM refused WHERE source = ? AND alias = ?');
    return (find.get(this.#source, alias) as { time: number } | undefined)?.time ?? null;
  }

  async noteRefused(alias: string): Promise<void> {
    this.#database
      .prepare('INSERT OR REPLACE INTO refused (source, alias, time) VALUES (?, ?, ?)')
      .run(this.#source, alias, Date.now());
  }

  async forgetRefused(alias: string): Promise<void> {
    if ((await this.refusedAt(alias)) !== null)
      this.#database.prepare('DELETE FROM refused WHERE source = ? AND alias = ?').run(this.#source, alias);
  }

  async missingOf(id: string): Promise<MissingImages | null> {
    const row = this.#database
      .prepare('SELECT addresses, tries FROM missing_images WHERE source = ? AND id = ?')
      .get(this.#source, id) as MissingImages | undefined;
    return row ?? null;
  }

  async noteMissing(id: string, addresses: number): Promise<void> {
    const known = await this.missingOf(id);
    if (addresses > 0) {
      this.#database
        .prepare('INSERT OR REPLACE INTO missing_images (source, id, addresses, tries) VALUES (?, ?, ?, ?)')
        .run(this.#source, id, addresses, (known?.tries ?? 0) + 1);
    } else if (known !== null)
      this.#database.prepare('DELETE FROM missing_images WHERE source = ? AND id = ?').run(this.#source, id);
  }

  async drifts(): Promise<Drift[]> {
    const rows = this.#database
      .prepare('SELECT field, selector, filled, total, usual FROM drifts WHERE source = ? ORDER BY field')
      .all(this.#source);
    return rows as unknown as Drift[];
  }

  async noteDrift({ field, selector, filled, total, usual }: Drift): Promise<void> {
    this.#database
      .prepare(
        'INSERT OR REPLACE INTO drifts (source, field, selector, filled, total, usual) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(this.#source, field, selector, filled, total, usual);
  }

  async forgetDrift(field: string): Promise<void> {
    this.#database.prepare('DELETE FROM drifts WHERE source = ? AND field = ?').run(this.#source, field);
  }

  async acceptDrifts(anew: string): Promise<void> {
    const drifts = await this.drifts();
    exclusively(this.#database, () => {
      const forget = this.#database.prepare('DELETE FROM fill_rates WHERE source = ? AND field = ?');
      for (const { field } of drifts) forget.run(this.#source, field);
      this.#database
        .prepare('DELETE FROM fill_rates WHERE source = ? AND substr(field, 1, ?) = ?')
        .run(this.#source, anew.length, anew);
      this.#database.prepare('DELETE FROM drifts WHERE source = ?').run(this.#source);
    });
    await this.keepRates(
      `accepted-${Date.now()}`,
      // What was seen is seldom enough cases to count as a run: its share is.
      drifts.map(({ total, filled, ...rest }) => ({ ...rest, filled: (filled * 10) / total, total: 10 })),
    );
  }

  async filledRates(runs: number, least: number): Promise<ReadonlyMap<string, readonly FieldRate[]>> {
    const fields = this.#database
      .prepare('SELECT DISTINCT field FROM fill_rates WHERE source = ?')
      .all(this.#source) as unknown as { field: string }[];
    const newest = this.#database.prepare(
      'SELECT field, selector, filled, total FROM fill_rates WHERE source = ? AND field = ? AND total >= ? ORDER BY ended DESC, rowid DESC LIMIT ?',
    );
    return new Map(
      fields.map(({ field }) => {
        const rows = newest.all(this.#source, field, least, runs) as unknown as FieldRate[];
        return [field, rows];
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
