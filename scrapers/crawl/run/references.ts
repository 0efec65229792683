import { NotFound } from '../../../data/errors.ts';
import type { Failure } from '../../../data/format/crawl-result.ts';
import type { RunDoor } from '../door/run-door.ts';
import { readExplained } from '../door/run-door.ts';
import type { CaseReference, SearchPage, SearchQuery, Source } from '../source.ts';
import type { CrawlListener } from './events.ts';

export interface ReferencesParts {
  readonly source: Source;
  readonly door: RunDoor;
  readonly query: SearchQuery;
  /**
   * Pages that a crawl of this query received, where the archive alone is asked: what was found stays found although search
   * pages change, and these may lack where that crawl did not come to them. Null for a run that asks the site.
   */
  readonly archived: AsyncIterable<string> | null;
  readonly emit: CrawlListener;
}

/** A case of a search, or an entry of the query that leads to none. */
export type Listed = CaseReference | { readonly failure: Failure };

/**
 * Cases in the order of the search, each name once. Search pages are walked lazily: the next page is requested when the
 * consumer asks for a case beyond the last one.
 */
export class References {
  readonly #parts: ReferencesParts;
  #claimed: number | null = null;
  #listed = 0;
  #pages = 0;
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

  /** Whether anything told what cases there are. */
  get wereTold(): boolean {
    return this.#pages > 0 || this.#listed > 0;
  }

  /** Search pages; what one that breaks its contract really is, is said. */
  async *#pagesOf(): AsyncGenerator<SearchPage> {
    const { source, door, query } = this.#parts;
    const pages = source.search(door, query)[Symbol.asyncIterator]();
    for (;;) {
      const next = await readExplained(door, () => pages.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Listed> {
    const { source, archived, emit } = this.#parts;
    const seen = new Set<string>();
    const isNew = ({ alias }: CaseReference) => !seen.has(alias) && seen.add(alias) !== undefined;
    try {
      for await (const page of this.#pagesOf()) {
        this.#pages += 1;
        this.at = page.url;
        this.#claimed ??= page.found;
        emit({ type: 'search', url: page.url, found: page.found, references: page.references.length });
        for (const reference of page.references.filter(isNew)) {
          this.#listed += 1;
          yield reference;
        }
        for (const failure of page.failed ?? []) yield { failure };
      }
    } catch (error) {
      const unknown = error instanceof NotFound && error.code === 'not-in-archive';
      if (archived === null || !unknown) throw error;
    }
    if (archived === null) return;
    for await (const url of archived) {
      const reference = source.referenceOf(url);
      if (reference === null || !isNew(reference)) continue;
      this.#listed += 1;
      yield reference;
    }
  }
}
