import type { Archive } from '../archive/archive.ts';
import type { JournalEntry } from '../archive/journal-entry.ts';
import { decodeText, mediaType } from './content.ts';
import type { Door, Fetched, FetchedJson, FetchedText, FetchOptions, OpenPage } from './door.ts';

/** A page as it was when it was open: its document as rendered and the answers it received. */
export class ArchivedPage implements OpenPage {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly retrievedAt: string;
  readonly sha256: string;
  readonly #door: Door;
  readonly #archive: Archive;
  readonly #page: JournalEntry;

  constructor(door: Door, archive: Archive, page: JournalEntry) {
    this.url = page.url;
    this.finalUrl = page.note ?? page.url;
    this.redirects = page.redirects ?? [];
    this.#door = door;
    this.#archive = archive;
    this.#page = page;
    const document = archive.journal.entry(page.received?.[0] ?? '');
    this.sha256 = document?.sha256 ?? '';
    this.retrievedAt = document?.time ?? page.time;
  }

  async html(): Promise<string> {
    const rendered = this.#archive.journal.entry(this.#page.refersTo ?? this.#page.received?.[0] ?? '');
    if (rendered === null) return '';
    const { body, headers } = await this.#archive.read(rendered);
    return decodeText(body, headers['content-type'] ?? 'text/html; charset=utf-8');
  }

  async received(test: (url: string) => boolean): Promise<FetchedText | null> {
    for (const id of this.#page.received ?? []) {
      const entry = this.#archive.journal.entry(id);
      if (entry === null || !test(entry.url)) continue;
      const { body, headers } = await this.#archive.read(entry);
      return {
        url: entry.url,
        finalUrl: entry.url,
        redirects: [],
        status: entry.status,
        headers,
        body,
        sha256: entry.sha256 ?? '',
        mime: mediaType(headers['content-type']),
        origin: 'archive',
        retrievedAt: entry.time,
        text: decodeText(body, headers['content-type'] ?? ''),
      };
    }
    return null;
  }

  fetchJson(url: string, options?: FetchOptions): Promise<FetchedJson> {
    return this.#door.fetchJson(url, options);
  }

  fetchText(url: string, options?: FetchOptions): Promise<FetchedText> {
    return this.#door.fetchText(url, options);
  }

  fetchImage(urls: string | readonly string[], options?: FetchOptions): Promise<Fetched> {
    return this.#door.fetchImage(urls, options);
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
