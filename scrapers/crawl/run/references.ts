import { NotFound } from '../../../data/errors.ts';
import type { Archive } from '../archive/archive.ts';
import type { Door } from '../door/door.ts';
import type { CaseReference, SearchQuery, Source } from '../source.ts';
import type { CrawlListener } from './events.ts';

/** Cases in the order of the search, each name once; and how many results the site claims. */
export interface References extends AsyncIterable<CaseReference> {
  readonly found: number;
  /** Address of the last search page, for messages. */
  readonly at: string;
}

/**
 * Walks the search pages lazily: the next page is requested when the consumer asks for a case beyond the last one.
 */
export class SearchReferences implements References {
  readonly #source: Source;
  readonly #door: Door;
  readonly #query: SearchQuery;
  readonly #emit: CrawlListener;
  #claimed: number | null = null;
  #seen = new Set<string>();
  at: string;

  constructor(source: Source, door: Door, query: SearchQuery, emit: CrawlListener) {
    this.#source = source;
    this.#door = door;
    this.#query = query;
    this.#emit = emit;
    this.at = door.base;
  }

  get found(): number {
    return this.#claimed ?? this.#seen.size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CaseReference> {
    for await (const page of this.#source.search(this.#door, this.#query)) {
      this.at = page.url;
      this.#claimed ??= page.found;
      this.#emit({ type: 'search', url: page.url, found: page.found, references: page.references.length });
      for (const reference of page.references) {
        if (this.#seen.has(reference.alias)) continue;
        this.#seen.add(reference.alias);
        yield reference;
      }
    }
  }
}

/**
 * Everything of a query that the archive holds: what its search pages list, as far as it was crawled, and every case page
 * that a crawl of this query received (search pages change; cases once found stay found).
 */
export class ArchivedReferences implements References {
  readonly #source: Source;
  readonly #archive: Archive;
  readonly #search: SearchReferences;
  /** Runs whose case pages count; undefined for all of the source. */
  readonly #runs: readonly string[] | undefined;

  constructor(
    source: Source,
    archive: Archive,
    search: SearchReferences,
    runs: readonly string[] | undefined,
  ) {
    this.#source = source;
    this.#archive = archive;
    this.#search = search;
    this.#runs = runs;
  }

  get found(): number {
    return this.#search.found;
  }

  get at(): string {
    return this.#search.at;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CaseReference> {
    const seen = new Set<string>();
    try {
      for await (const reference of this.#search) {
        seen.add(reference.alias);
        yield reference;
      }
    } catch (error) {
      if (!(error instanceof NotFound && error.code === 'not-in-archive')) throw error;
    }
    for (const url of this.#archive.journal.urls(this.#source.name, this.#runs)) {
      const reference = this.#source.referenceOf(url);
      if (reference === null || seen.has(reference.alias)) continue;
      seen.add(reference.alias);
      yield reference;
    }
  }
}
