import { hash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../../../data/errors.ts';
import { decodeContent } from './content-encoding.ts';
import type { CrawlDatabase } from './crawl-database.ts';
import { Journal } from './journal.ts';
import { type JournalEntry, type Outcome, pickHeaders } from './journal-entry.ts';
import type { RawResponse } from './raw-response.ts';
import { cutTail, readWarcMember, WarcWriter } from './warc-file.ts';
import { exchangeMembers, readMember, renderedMember } from './warc-record.ts';

/** What is said of a request beside its answer. */
export interface Remark {
  readonly outcome: Outcome;
  readonly via: 'request' | 'browser';
  readonly note?: string;
  /** The entry that a 304 confirms. */
  readonly confirms?: JournalEntry;
}

/** What was received, read back from the archive: all headers, body decoded. */
export interface ArchivedAnswer {
  readonly entry: JournalEntry;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The workspace's archive: every answer once, as a WARC record and a line of the journal, written before anything is made
 * of it. Reads answers back by URL.
 */
export class Archive {
  readonly journal: Journal;
  readonly #folder: string;

  constructor(workspace: string, database: CrawlDatabase) {
    this.#folder = join(workspace, 'archive');
    this.journal = new Journal(this.#folder, database);
  }

  /** Cuts off what a killed run wrote behind its last journaled record, so that its WARC files end with whole records. */
  repair(run: string): void {
    const ends = this.journal.warcEnds(run);
    for (const file of readdirSync(this.#folder)) {
      if (file.includes(run) && file.endsWith('.warc.gz')) cutTail(this.#folder, file, ends.get(file) ?? 0);
    }
  }

  /** The writing side, for one run. */
  writer(run: string, source: string, software: string): ArchiveWriter {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const files = new WarcWriter(this.#folder, `${source}-${stamp}-${run}`, software);
    return new ArchiveWriter(this.journal, files, run, source);
  }

  /**
   * The answer of an entry; for a 304 that of the entry it confirms.
   * @throws InvalidInput (code `archive-damaged`) when its record cannot be read
   */
  async read(entry: JournalEntry): Promise<ArchivedAnswer> {
    if (entry.outcome === 'not-modified' && entry.refersTo !== undefined) {
      const confirmed = this.journal.entry(entry.refersTo);
      if (confirmed !== null) return this.read(confirmed);
    }
    const damaged = (why: string, cause?: unknown) =>
      new InvalidInput(
        'archive-damaged',
        `the archive's record of ${entry.url} (${entry.warc?.file ?? 'no file'} at ${entry.warc?.offset ?? 0}) ${why}. ` +
          'Restore archive/ from a backup, or crawl the case again with --refresh.',
        { cause },
      );
    if (entry.warc === null) throw damaged('is missing');
    let body: Uint8Array;
    let headers: Record<string, string>;
    try {
      const record = await readMember(readWarcMember(this.#folder, entry.warc));
      headers = record.headers;
      body = decodeContent(record.body, headers['content-encoding'] ?? '', entry.url);
    } catch (error) {
      throw damaged('cannot be read', error);
    }
    if (entry.sha256 !== null && hash('sha256', body) !== entry.sha256)
      throw damaged('is not what was received');
    return { entry, headers, body };
  }

  [Symbol.dispose](): void {
    this.journal.close();
  }
}

/** Appends what one run receives. */
export class ArchiveWriter {
  readonly #journal: Journal;
  readonly #files: WarcWriter;
  readonly #run: string;
  readonly #source: string;

  constructor(journal: Journal, files: WarcWriter, run: string, source: string) {
    this.#journal = journal;
    this.#files = files;
    this.#run = run;
    this.#source = source;
  }

  /** Keeps an exchange. @param body the decoded body */
  keep(raw: RawResponse, body: Uint8Array, remark: Remark): JournalEntry {
    const { confirms } = remark;
    const sha256 = hash('sha256', body);
    const warc = this.#files.append(exchangeMembers(raw, confirms, body === raw.body ? sha256 : undefined));
    return this.#append({
      url: raw.url,
      time: new Date(raw.sent).toISOString(),
      via: remark.via,
      outcome: remark.outcome,
      status: raw.status,
      headers: pickHeaders(raw.headers),
      bytes: body.length,
      wireBytes: raw.body.length,
      sha256,
      warc,
      latency: Math.round(raw.latency * 10) / 10,
      ...(remark.note === undefined ? {} : { note: remark.note }),
      ...(confirms === undefined ? {} : { refersTo: confirms.id }),
    });
  }

  /** Notes a request that got no whole answer. @param sent milliseconds since 1970 */
  fault(url: string, via: 'request' | 'browser', sent: number, note: string): JournalEntry {
    return this.#append({
      ...bare(url, sent),
      via,
      outcome: 'fault',
      latency: Date.now() - sent,
      note,
    });
  }

  /** Keeps a document as rendered. */
  rendered(url: string, html: string, time: number): JournalEntry {
    const body = Buffer.from(html);
    const warc = this.#files.append([renderedMember(url, body, time)]);
    return this.#append({
      ...bare(url, time),
      via: 'browser',
      outcome: 'rendered',
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      bytes: body.length,
      sha256: hash('sha256', body),
      warc,
    });
  }

  /** Notes what an open page was: its rendered document and the answers it received. */
  page(page: {
    url: string;
    finalUrl: string;
    redirects: readonly string[];
    opened: number;
    rendered: JournalEntry | null;
    received: readonly string[];
  }): JournalEntry {
    return this.#append({
      ...bare(page.url, page.opened),
      via: 'browser',
      outcome: 'page',
      note: page.finalUrl,
      redirects: [...page.redirects],
      received: [...page.received],
      ...(page.rendered === null ? {} : { refersTo: page.rendered.id }),
    });
  }

  #append(entry: Omit<JournalEntry, 'id' | 'run' | 'source'>): JournalEntry {
    const whole: JournalEntry = { id: randomUUID(), run: this.#run, source: this.#source, ...entry };
    this.#journal.append(whole);
    return whole;
  }

  /** Forces everything kept so far to the disk. */
  async sync(): Promise<void> {
    await Promise.all([this.#files.sync(), this.#journal.sync()]);
  }

  close(): void {
    this.#files.close();
  }
}

const bare = (url: string, time: number) => ({
  url,
  time: new Date(time).toISOString(),
  status: 0,
  headers: {},
  bytes: 0,
  wireBytes: 0,
  sha256: null,
  warc: null,
  latency: 0,
});
