import { hash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeContent } from '../../content-encoding.ts';
import { InvalidInput } from '../../errors.ts';
import { type JournalEntry, pickHeaders } from '../../format/journal-entry.ts';
import type {
  ArchivedAnswer,
  ArchiveWriter,
  CrawlArchive,
  PageVisit,
  Remark,
} from '../../ports/crawl/crawl-archive.ts';
import type { RawResponse } from '../../ports/crawl/raw-response.ts';
import type { CrawlDatabase } from '../crawl/crawl-database.ts';
import { FileJournal } from './journal.ts';
import { cutTail, readWarcMember, WarcWriter } from './warc-file.ts';
import { exchangeMembers, readMember, renderedMember } from './warc-record.ts';

/** `archive/`: the WARC files of every run, and `fetches.jsonl`. */
export class Archive implements CrawlArchive {
  readonly journal: FileJournal;
  readonly #folder: string;

  constructor(workspace: string, database: CrawlDatabase) {
    this.#folder = join(workspace, 'archive');
    this.journal = new FileJournal(this.#folder, database);
  }

  /** Cuts off what a killed run wrote behind its last journaled record, so that its WARC files end with whole records. */
  async repair(run: string): Promise<void> {
    const ends = this.journal.warcEnds(run);
    for (const file of readdirSync(this.#folder)) {
      if (file.includes(run) && file.endsWith('.warc.gz')) cutTail(this.#folder, file, ends.get(file) ?? 0);
    }
  }

  writer(run: string, source: string, software: string): ArchiveWriter {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const files = new WarcWriter(this.#folder, `${source}-${stamp}-${run}`, software);
    return new FileArchiveWriter(this.journal, files, run, source);
  }

  async read(entry: JournalEntry): Promise<ArchivedAnswer> {
    if (entry.outcome === 'not-modified' && entry.refersTo !== undefined) {
      const confirmed = await this.journal.entry(entry.refersTo);
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

class FileArchiveWriter implements ArchiveWriter {
  readonly #journal: FileJournal;
  readonly #files: WarcWriter;
  readonly #run: string;
  readonly #source: string;

  constructor(journal: FileJournal, files: WarcWriter, run: string, source: string) {
    this.#journal = journal;
    this.#files = files;
    this.#run = run;
    this.#source = source;
  }

  async keep(raw: RawResponse, body: Uint8Array, remark: Remark): Promise<JournalEntry> {
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

  async fault(url: string, via: 'request' | 'browser', sent: number, note: string): Promise<JournalEntry> {
    return this.#append({
      ...bare(url, sent),
      via,
      outcome: 'fault',
      latency: Date.now() - sent,
      note,
    });
  }

  async disown({ url, via, id }: JournalEntry, note: string): Promise<JournalEntry> {
    return this.#append({ ...bare(url, Date.now()), via, outcome: 'blocked', note, refersTo: id });
  }

  async rendered(url: string, html: string, time: number): Promise<JournalEntry> {
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

  async page(page: PageVisit): Promise<JournalEntry> {
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

  async sync(): Promise<void> {
    await Promise.all([this.#files.sync(), this.#journal.sync()]);
  }

  async close(): Promise<void> {
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
