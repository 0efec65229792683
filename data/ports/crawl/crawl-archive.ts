import type { JournalEntry, Outcome } from '../../format/journal-entry.ts';
import type { RawResponse } from './raw-response.ts';

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

/** One entry a request, of every crawl. */
export interface Journal {
  entry(id: string): Promise<JournalEntry | null>;
  /** The newest entry of a URL with one of the outcomes, of any run or of the given ones. @param limits `since`: not older, ms since 1970 */
  latest(
    source: string,
    url: string,
    among: readonly Outcome[],
    limits?: { runs?: readonly string[]; since?: number },
  ): Promise<JournalEntry | null>;
  /** The newest usable answer of a source. */
  newest(source: string): Promise<JournalEntry | null>;
  /** URLs of a source with a usable answer, oldest first, each once; of the given runs only, when given. */
  urls(source: string, runs?: readonly string[]): AsyncIterable<string>;
}

/** What an open page was: its rendered document and the answers it received. Times in milliseconds since 1970. */
export interface PageVisit {
  readonly url: string;
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly opened: number;
  readonly rendered: JournalEntry | null;
  readonly received: readonly string[];
}

/** Appends what one run receives. Each entry can be found once its promise resolves, and is safe after `sync`. */
export interface ArchiveWriter {
  /** Keeps an exchange. @param body the decoded body */
  keep(raw: RawResponse, body: Uint8Array, remark: Remark): Promise<JournalEntry>;
  /** Notes a request that got no whole answer. @param sent milliseconds since 1970 */
  fault(url: string, via: Remark['via'], sent: number, note: string): Promise<JournalEntry>;
  /** Notes that an answer taken for good turned out to be a refusal. @param note its reason */
  disown(entry: JournalEntry, note: string): Promise<JournalEntry>;
  /** Keeps a document as rendered. @param time milliseconds since 1970 */
  rendered(url: string, html: string, time: number): Promise<JournalEntry>;
  page(visit: PageVisit): Promise<JournalEntry>;
  /** Makes everything kept so far durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Every answer once, as a WARC record and an entry of the journal, written before anything is made of it. Reads answers
 * back by URL.
 */
export interface CrawlArchive {
  readonly journal: Journal;
  /** Takes away what a killed run wrote behind its last journaled record. */
  repair(run: string): Promise<void>;
  /** The writing side, for one run. */
  writer(run: string, source: string, software: string): ArchiveWriter;
  /**
   * The answer of an entry; for a 304 that of the entry it confirms.
   * @throws InvalidInput (code `archive-damaged`) when its record cannot be read
   */
  read(entry: JournalEntry): Promise<ArchivedAnswer>;
}
