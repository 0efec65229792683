import type { JournalEntry } from '../../../data/format/journal-entry.ts';
import type { CrawlArchive } from '../../../data/ports/crawl/crawl-archive.ts';
import { decodeText } from './content.ts';
import { type Asked, Contents } from './content-door.ts';
import type { FetchedText, OpenPage } from './door.ts';
import { receivedTextOf } from './fetched.ts';
import { judgedAgain, type Landed } from './judging/judged.ts';

/** A page as it was when it was open: its document as rendered and the answers it received. */
export class ArchivedPage extends Contents implements OpenPage {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly retrievedAt: string;
  readonly sha256: string;
  readonly #archive: CrawlArchive;
  readonly #page: JournalEntry;
  readonly #hosts: readonly string[];
  readonly #get: (url: string, options: Asked) => Promise<Landed>;

  /** @param document its first answer. @param hosts the source's own. @param get asks the door to the archive */
  constructor(
    archive: CrawlArchive,
    page: JournalEntry,
    document: JournalEntry | null,
    hosts: readonly string[],
    get: (url: string, options: Asked) => Promise<Landed>,
  ) {
    super();
    this.url = page.url;
    this.finalUrl = page.note ?? page.url;
    this.redirects = page.redirects ?? [];
    this.#archive = archive;
    this.#page = page;
    this.#hosts = hosts;
    this.#get = get;
    this.sha256 = document?.sha256 ?? '';
    this.retrievedAt = document?.time ?? page.time;
  }

  async html(): Promise<string> {
    const shown = this.#page.refersTo ?? this.#page.received?.[0] ?? '';
    const rendered = await this.#archive.journal.entry(shown);
    if (rendered === null) return '';
    const { body, headers } = await this.#archive.read(rendered);
    return decodeText(body, headers['content-type'] ?? 'text/html; charset=utf-8');
  }

  async received(test: (url: string) => boolean): Promise<FetchedText | null> {
    for (const id of this.#page.received ?? []) {
      const entry = await this.#archive.journal.entry(id);
      if (entry === null || !test(entry.url)) continue;
      const expected = { url: entry.url, expect: 'any', hosts: this.#hosts } as const;
      const judged = await judgedAgain(this.#archive, entry, expected);
      if (judged.judgement.kind === 'ok') return receivedTextOf({ ...judged, redirects: [] });
    }
    return null;
  }

  protected get(url: string, options: Asked): Promise<Landed> {
    return this.#get(url, options);
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
