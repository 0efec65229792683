import { NotFound } from '../../../data/errors.ts';
import type { Door } from '../door/door.ts';
import type { CaseReference, SearchQuery, Source } from '../source.ts';
import type { CrawlListener } from './events.ts';

/**
 * Cases in the order of the search, each name once. Search pages are walked lazily: the next page is requested when the
 * consumer asks for a case beyond the last one.
 */
export class References {
  readonly #source: Source;
  readonly #door: Door;
  readonly #query: SearchQuery;
  readonly #emit: CrawlListener;
  /** Addresses of pages that the archive holds; null for a run that asks the site. */
  readonly #archived: Iterable<string> | null;
  #claimed: number | null = null;
  #listed = 0;
  /** Address of the last search page, for messages. */
  at: string;

  /**
   * @param archived pages that a crawl of this query received: what it found stays found although search pages change, and
   * these may lack where it did not come to them
   */
  constructor(
    source: Source,
    door: Door,
    query: SearchQuery,
    emit: CrawlListener,
    archived: Iterable<string> | null = null,
  ) {
    this.#source = source;
    this.#door = door;
    this.#query = query;
    this.#emit = emit;
    this.#archived = archived;
    this.at = door.base;
  }

  /** How many results the site claims, else those seen. */
  get found(): number {
    return this.#claimed ?? this.#listed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CaseReference> {
    const seen = new Set<string>();
    const isNew = ({ alias }: CaseReference) => !seen.has(alias) && seen.add(alias) !== undefined;
    try {
      for await (const page of this.#source.search(this.#door, this.#query)) {
        this.at = page.url;
        this.#claimed ??= page.found;
        this.#emit({ type: 'search', url: page.url, found: page.found, references: page.references.length });
        for (const reference of page.references.filter(isNew)) {
          this.#listed += 1;
          yield reference;
        }
      }
    } catch (error) {
      const unknown = error instanceof NotFound && error.code === 'not-in-archive';
      if (this.#archived === null || !unknown) throw error;
    }
    for (const url of this.#archived ?? []) {
      const reference = this.#source.referenceOf(url);
      if (reference !== null && isNew(reference)) yield reference;
    }
  }
}
