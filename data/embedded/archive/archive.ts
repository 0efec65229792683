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
import { exchangeMembers, type Revisit, readMember, recordIdOf, renderedMember } from './warc-record.ts';

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
    return new FileArchiveWriter(this.journal, files, run, source, (entry) => this.#revisitable(entry));
  }

  /** Id of the record that holds an entry's payload; null when it cannot be read: then nothing may refer to it. */
  #revisitable({ warc }: JournalEntry): string | null {
    if (warc === null) return null;
    try {
      return recordIdOf(readWarcMember(this.#folder, warc));
    } catch {
      return null;
    }
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
      body =
        entry.outcome !== 'rendered' && entry.refersTo !== undefined
          ? await this.#payloadOf(entry.refersTo)
          : decodeContent(record.body, headers['content-encoding'] ?? '', entry.url);
    } catch (error) {
      throw damaged('cannot be read', error);
    }
    if (entry.sha256 !== null && hash('sha256', body) !== entry.sha256)
      throw damaged('is not what was received');
    return { entry, headers, body };
  }

  /** The decoded body of an entry that others revisit. */
  async #payloadOf(id: string): Promise<Uint8Array> {
    const held = await this.journal.entry(id);
    if (held === null) throw new Error(`the journal has no entry ${id}`);
    return (await this.read(held)).body;
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
  readonly #recordIdOf: (entry: JournalEntry) => string | null;

  constructor(
    journal: FileJournal,
    files: WarcWriter,
    run: string,
    source: string,
    recordIdOf: (entry: JournalEntry) => string | null,
  ) {
    this.#journal = journal;
    this.#files = files;
    this.#run = run;
    this.#source = source;
    this.#recordIdOf = recordIdOf;
  }

  /** The earlier answer of the same address that holds the same payload, coded alike; null when there is none. */
  async #heldAs(raw: RawResponse, sha256: string, outcome: Remark['outcome']): Promise<JournalEntry | null> {
    if (outcome !== 'ok' || raw.body.length === 0) return null;
    const held = await this.#journal.latest(this.#source, raw.url, ['ok']);
    const alike =
      held?.sha256 === sha256 &&
      held.wireBytes === raw.body.length &&
      (held.headers['content-encoding'] ?? '') === (raw.headers['content-encoding'] ?? '');
    if (!alike) return null;
    return this.#first(held);
  }

  /** The entry that holds the payload itself. */
  #first(entry: JournalEntry): Promise<JournalEntry | null> | JournalEntry {
    return entry.refersTo === undefined ? entry : this.#journal.entry(entry.refersTo);
  }

  /** A revisit names the record it stands for; where that cannot be read the answer is kept whole. */
  #revisitOf(held: JournalEntry | null | undefined, profile: Revisit['profile']): Revisit | undefined {
    const recordId = held ? this.#recordIdOf(held) : null;
    return held && recordId !== null ? { profile, url: held.url, time: held.time, recordId } : undefined;
  }

  async keep(raw: RawResponse, body: Uint8Array, remark: Remark): Promise<JournalEntry> {
    const { confirms } = remark;
    const sha256 = hash('sha256', body);
    const held =
      confirms === undefined ? await this.#heldAs(raw, sha256, remark.outcome) : await this.#first(confirms);
    const profile = confirms === undefined ? 'identical-payload-digest' : 'server-not-modified';
    const revisit = this.#revisitOf(held, profile);
    const warc = this.#files.append(exchangeMembers(raw, revisit, body === raw.body ? sha256 : undefined));
    const refersTo = confirms?.id ?? (revisit === undefined ? undefined : held?.id);
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
      ...(refersTo === undefined ? {} : { refersTo }),
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
