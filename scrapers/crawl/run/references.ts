import { NotFound } from '../../../data/errors.ts';
import type { Door } from '../door/door.ts';
import type { CaseReference, SearchQuery, Source } from '../source.ts';
import type { CrawlListener } from './events.ts';

export interface ReferencesParts {
  readonly source: Source;
  readonly door: Door;
  readonly query: SearchQuery;
  /**
   * Pages that a crawl of this query received, where the archive alone is asked: what was found stays found although search
   * pages change, and these may lack where that crawl did not come to them. Null for a run that asks the site.
   */
  readonly archived: AsyncIterable<string> | null;
  readonly emit: CrawlListener;
}

/**
 * Cases in the order of the search, each name once. Search pages are walked lazily: the next page is requested when the
 * consumer asks for a case beyond the last one.
 */
export class References {
  readonly #parts: ReferencesParts;
  #claimed: number | null = null;
  #listed = 0;
  /** Address of the last search page, for messages. */
  at: string;

  constructor(parts: ReferencesParts) {
    this.#parts = parts;
    this.at = parts.door.base;
  }

  /** How many results the site claims, else those seen. */
  get found(): number {
    return this.#claimed ?? this.#listed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CaseReference> {
    const { source, door, query, archived, emit } = this.#parts;
    const seen = new Set<string>();
    const isNew = ({ alias }: CaseReference) => !seen.has(alias) && seen.add(alias) !== undefined;
    try {
      for await (const page of source.search(door, query)) {
        this.at = page.url;
        this.#claimed ??= page.found;
        emit({ type: 'search', url: page.url, found: page.found, references: page.references.length });
        for (const reference of page.references.filter(isNew)) {
          this.#listed += 1;
          yield reference;
        }
      }
    } catch (error) {
      const unknown = error instanceof NotFound && error.code === 'not-in-archive';
      if (archived === null || !unknown) throw error;
    }
    if (archived === null) return;
    for await (const url of archived) {
      const reference = source.referenceOf(url);
      if (reference !== null && isNew(reference)) yield reference;
    }
  }
}
