import { InvalidInput, NotFound } from '../../../data/errors.ts';
import { judge } from '../door/answer-judge.ts';
import { fetchedJsonOf, fetchedOf, fetchedTextOf, firstImage } from '../door/fetched.ts';
import type { Landed } from '../door/fetcher.ts';
import type { HostPolicy } from '../door/host-policy.ts';
import type { Door, Fetched, FetchedJson, FetchedText, FetchOptions, OpenPage } from '../door.ts';
import type { Archive } from './archive.ts';
import { ArchivedPage } from './archived-page.ts';
import type { JournalEntry } from './journal-entry.ts';

/** Thrown for what was never received; the code lets the crawl tell it from a page that is gone. */
export const notArchived = (url: string): NotFound =>
  new NotFound('not-in-archive', `${url} is not in the archive; crawl it without --offline`);

/** The door that only reads what was received before: `--offline`. It opens no connection and starts no browser. */
export class ArchiveDoor implements Door {
  readonly source: string;
  readonly base: string;
  readonly #policy: HostPolicy;
  readonly #archive: Archive;

  constructor(source: string, policy: HostPolicy, archive: Archive) {
    this.source = source;
    this.base = policy.base;
    this.#policy = policy;
    this.#archive = archive;
  }

  isOwn(url: string): boolean {
    return this.#policy.isOwn(url);
  }

  resolve(link: string, page: string): string | null {
    return this.#policy.resolve(link, page);
  }

  #newest(url: string): JournalEntry | null {
    const { journal } = this.#archive;
    const answered = journal.latest(this.source, url, ['ok', 'redirect', 'not-found', 'not-modified']);
    if (answered !== null) return answered;
    // An image that the site only had cut short is known to be so.
    const fault = journal.latest(this.source, url, ['fault']);
    return fault?.note === 'truncated-image' ? fault : null;
  }

  async #get(url: string, options: FetchOptions, fallback: FetchOptions['expect']): Promise<Landed> {
    const expect = options.expect ?? fallback ?? 'any';
    const redirects: string[] = [];
    let current = this.#policy.address(url).href;
    for (;;) {
      const entry = this.#newest(current);
      if (entry === null || redirects.includes(current)) throw notArchived(current);
      const read = await this.#archive.read(entry);
      const answer = { url: current, status: read.entry.status, headers: read.headers, body: read.body };
      const judgement = await judge(answer, { expect, conditional: false, hosts: this.#policy.hosts });
      if (judgement.kind === 'blocked') {
        throw new InvalidInput(
          'archive-unusable',
          `${current}: the archive holds a refusal (${judgement.reason})`,
        );
      }
      if (judgement.kind !== 'redirect') {
        return { answer, judgement, origin: 'archive', entry: read.entry, redirects };
      }
      redirects.push(current);
      current = this.#policy.resolve(judgement.to, current) ?? judgement.to;
    }
  }

  async fetchText(url: string, options: FetchOptions = {}): Promise<FetchedText> {
    return fetchedTextOf(url, await this.#get(url, options, 'html'));
  }

  async fetchJson(url: string, options: FetchOptions = {}): Promise<FetchedJson> {
    return fetchedJsonOf(url, await this.#get(url, { ...options, expect: 'json' }, 'json'));
  }

  fetchImage(urls: string | readonly string[], options: FetchOptions = {}): Promise<Fetched> {
    return firstImage(urls, options, async (url, wanted) =>
      fetchedOf(url, await this.#get(url, wanted, 'image')),
    );
  }

  async fetchBytes(url: string, options: FetchOptions = {}): Promise<Fetched> {
    return fetchedOf(url, await this.#get(url, options, 'any'));
  }

  async openPage(url: string): Promise<OpenPage> {
    const address = this.#policy.address(url).href;
    const entry = this.#archive.journal.latest(this.source, address, ['page']);
    if (entry === null) throw notArchived(address);
    return new ArchivedPage(this, this.#archive, entry);
  }

  async closePages(): Promise<void> {}
}
