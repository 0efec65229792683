import { EventEmitter } from 'node:events';
import { CaselineError, Conflict, messageOf } from '../../../data/errors.ts';
import type { CrawlEvent, CrawlOptions, CrawlResult } from '../../../scrapers/crawl/crawl.ts';
import { eventWords } from '../../../scrapers/crawl/run/event-words.ts';
import type { Services } from '../../shell/context.ts';

/** A crawl this server runs or ran: what it has done so far. */
export interface CrawlProgress {
  readonly source: string;
  readonly query: string;
  readonly startedBy: string;
  /** Milliseconds since 1970. */
  readonly started: number;
  requests: number;
  bytes: number;
  cases: number;
  unchanged: number;
  failed: number;
  /** What it does right now, in words. */
  now: string;
  /** What is still to come by what its cases took so far, in words; `null` while that is not known. */
  ahead: string | null;
  /** The newest first, at most a few dozen. */
  readonly lines: string[];
  result: CrawlResult | null;
  error: string | null;
}

const MOST_LINES = 40;

const clock = (milliseconds: number): string => new Date(milliseconds).toTimeString().slice(0, 8);

/** Takes an event into the progress. */
function note(progress: CrawlProgress, event: CrawlEvent): void {
  const say = (line: string) => {
    progress.lines.unshift(line);
    progress.lines.length = Math.min(progress.lines.length, MOST_LINES);
    progress.now = line;
  };
  if (event.type === 'request') {
    progress.requests = event.requests;
    progress.bytes += event.bytes;
    progress.now = event.url;
  } else if (event.type === 'waiting') progress.now = `waiting until ${clock(event.until)} (${event.reason})`;
  else if (event.type === 'held') progress.unchanged += 1;
  else if (event.type === 'finished') {
    progress.result = event.result;
    say(`finished: ${event.result.status}`);
  } else {
    if (event.type === 'failed') progress.failed += 1;
    else if (event.type === 'case') {
      if (event.change === 'unchanged') progress.unchanged += 1;
      else progress.cases += 1;
    }
    for (const line of eventWords(event)) say(line);
  }
}

export type SiteOf = (source: string) => Pick<CrawlOptions, 'baseUrl' | 'delay'>;

/** Crawls started from the pages, at most one a source, with their progress for everybody who looks. */
export class CrawlRunner {
  readonly #services: Services;
  readonly #crawls = new Map<string, CrawlProgress>();
  readonly #stops = new Map<string, AbortController>();
  readonly #done: Promise<void>[] = [];
  /** `change` with the source's name. */
  readonly changes = new EventEmitter();
  readonly #siteOf: SiteOf;

  /** @param siteOf where a source is found, when not at its own address: a copy of the site, its pace */
  constructor(services: Services, siteOf: SiteOf = () => ({})) {
    this.#services = services;
    this.#siteOf = siteOf;
    this.changes.setMaxListeners(200);
  }

  /** The newest crawl of each source that this server ran. */
  list(): CrawlProgress[] {
    return [...this.#crawls.values()];
  }

  get(source: string): CrawlProgress | undefined {
    return this.#crawls.get(source);
  }

  /** Starts a crawl. @throws Conflict when one of this source is running; BadUsage for an unknown source. */
  async start(
    source: string,
    query: readonly string[],
    limit: number | undefined,
    by: string,
  ): Promise<CrawlProgress> {
    // Parsers and browser are loaded by the first crawl: most servers never run one.
    const [{ crawl, Outlook, remainingWords }, { sourceNamed }] = await Promise.all([
      import('../../../scrapers/crawl/crawl.ts'),
      import('../../../scrapers/sources.ts'),
    ]);
    const found = sourceNamed(source);
    const running = this.#crawls.get(source);
    if (running && this.#stops.has(source)) {
      throw new Conflict(
        'crawl-running',
        `${source} is being crawled already, since ${clock(running.started)}`,
      );
    }
    const stop = new AbortController();
    const progress: CrawlProgress = {
      source,
      query: query.join(' '),
      startedBy: by,
      started: this.#services.now(),
      requests: 0,
      bytes: 0,
      cases: 0,
      unchanged: 0,
      failed: 0,
      now: 'starting',
      ahead: null,
      lines: [],
      result: null,
      error: null,
    };
    this.#crawls.set(source, progress);
    this.#stops.set(source, stop);
    const outlook = new Outlook(limit);
    const work = crawl(this.#services.workspace, found, {
      query: [...query],
      limit,
      ...this.#siteOf(source),
      signal: stop.signal,
      onEvent: (event) => {
        note(progress, event);
        outlook.take(event, this.#services.now());
        const remaining = outlook.remaining();
        progress.ahead = remaining === null ? null : remainingWords(remaining);
        this.changes.emit('change', source);
      },
    })
      .then((result) => {
        progress.result = result;
      })
      .catch((error: unknown) => {
        progress.error =
          error instanceof CaselineError ? error.message : 'the crawl failed; the log names the reason';
        this.#services.logger.error({ err: error, source }, messageOf(error));
      })
      .finally(() => {
        this.#stops.delete(source);
        this.changes.emit('change', source);
      });
    this.#done.push(work);
    return progress;
  }

  stop(source: string): void {
    this.#stops.get(source)?.abort();
  }

  isRunning(source: string): boolean {
    return this.#stops.has(source);
  }

  /** Stops every crawl; what was received is kept and gone on with by the next one. */
  async close(): Promise<void> {
    for (const stop of this.#stops.values()) stop.abort();
    await Promise.all(this.#done);
  }
}
