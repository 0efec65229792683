import { CaselineError } from '../../../../data/errors.ts';
import type { JournalEntry } from '../../../../data/format/journal-entry.ts';
import type { CrawlArchive } from '../../../../data/ports/crawl/crawl-archive.ts';
import { type FetchTask, type Judged, judgedAgain } from '../judging/judged.ts';

/** Scripts of a site change rarely: one copy serves all pages of a day, as a browser's cache would. Milliseconds. */
const SCRIPT_LIFETIME = 24 * 60 * 60 * 1000;

export interface ReceivedParts {
  readonly archive: CrawlArchive;
  readonly source: string;
  /** The source's own host names. */
  readonly hosts: readonly string[];
  /** This run and the unfinished ones it goes on with. */
  readonly runs: readonly string[];
  readonly refresh: boolean;
}

/**
 * What need not be requested because it was received already: everything of this run and of the unfinished runs it goes
 * on with; images of any run (their addresses name one file for ever); scripts of the last day. With `refresh` nothing
 * older than this run is taken unasked, but the site is asked conditionally.
 */
export class ReceivedAnswers {
  readonly #parts: ReceivedParts;

  constructor(parts: ReceivedParts) {
    this.#parts = parts;
  }

  async find(url: string, task: FetchTask): Promise<Judged | null> {
    if (task.robots === true) return null;
    const entry = await this.#entryFor(url, task);
    if (entry === null) return null;
    try {
      const expected = { url, expect: task.expect, shape: task.shape, hosts: this.#parts.hosts };
      const judged = await judgedAgain(this.#parts.archive, entry, expected);
      return ['ok', 'redirect', 'not-found'].includes(judged.judgement.kind) ? judged : null;
    } catch (error) {
      // A damaged record is as good as none: the answer is asked for again.
      if (error instanceof CaselineError && error.code === 'archive-damaged') return null;
      throw error;
    }
  }

  async #entryFor(url: string, task: FetchTask): Promise<JournalEntry | null> {
    const { journal } = this.#parts.archive;
    const answers = ['ok', 'redirect', 'not-found', 'not-modified'] as const;
    // What was disowned is found as blocked, and asked for again.
    const inRuns = await journal.latest(this.#parts.source, url, [...answers, 'blocked'], {
      runs: this.#parts.runs,
    });
    if (inRuns?.outcome === 'blocked') return null;
    if (inRuns !== null || this.#parts.refresh) return inRuns;
    if (task.expect === 'image') return journal.latest(this.#parts.source, url, ['ok', 'redirect']);
    if (task.via === 'browser' && task.expect === 'text') {
      return journal.latest(this.#parts.source, url, ['ok'], { since: Date.now() - SCRIPT_LIFETIME });
    }
    return null;
  }

  /** The held answer to ask about conditionally, when refreshing and when the site gave validators. */
  async validators(url: string, task: FetchTask): Promise<JournalEntry | null> {
    if (!this.#parts.refresh || task.robots === true) return null;
    const entry = await this.#parts.archive.journal.latest(this.#parts.source, url, ['ok']);
    if (entry === null) return null;
    const { etag, 'last-modified': modified } = entry.headers;
    if (etag === undefined && modified === undefined) return null;
    // Asking with validators makes sense only while the body they stand for can be read.
    return this.#parts.archive.read(entry).then(
      () => entry,
      () => null,
    );
  }
}
