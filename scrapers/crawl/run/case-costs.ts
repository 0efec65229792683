import type { CrawlDatabase } from '../archive/crawl-database.ts';
import type { SourceStatistics } from '../source.ts';

/** What was sent: requests, and bytes of bodies received. */
export interface Sent {
  readonly requests: number;
  readonly bytes: number;
}

interface Cost extends Sent {
  readonly modalities: string;
}

/** Newest cases that an estimate looks back on. */
const LOOKED_BACK_ON = 2_000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What each new case of a source cost to read, for estimates of later crawls. */
export class CaseCosts {
  readonly #database: CrawlDatabase;
  readonly #source: string;

  constructor(database: CrawlDatabase, source: string) {
    this.#database = database;
    this.#source = source;
  }

  /** Notes one case at once: nothing is lost when the process is killed later. */
  note(run: string, id: string, modalities: readonly string[], { requests, bytes }: Sent): void {
    this.#database
      .prepare(
        'INSERT OR REPLACE INTO costs (run, source, id, modalities, requests, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(run, this.#source, id, JSON.stringify(modalities), requests, bytes);
  }

  statistics(): SourceStatistics {
    const costs = this.#database
      .prepare('SELECT modalities, requests, bytes FROM costs WHERE source = ? ORDER BY rowid DESC LIMIT ?')
      .all(this.#source, LOOKED_BACK_ON) as unknown as Cost[];
    if (costs.length === 0) return { cases: 0, requestsByModality: {}, bytesPerRequest: null };
    const byModality = new Map<string, number[]>([['', costs.map(({ requests }) => requests)]]);
    for (const { modalities, requests } of costs) {
      for (const modality of new Set(JSON.parse(modalities) as string[])) {
        byModality.set(modality, [...(byModality.get(modality) ?? []), requests]);
      }
    }
    const requests = costs.reduce((sum, cost) => sum + cost.requests, 0);
    const bytes = costs.reduce((sum, cost) => sum + cost.bytes, 0);
    return {
      cases: costs.length,
      requestsByModality: Object.fromEntries(
        [...byModality].map(([modality, list]) => [modality, mean(list)]),
      ),
      bytesPerRequest: requests === 0 ? null : bytes / requests,
    };
  }
}
