import { BadUsage, Blocked, CaselineError, InvalidInput } from '../../../data/errors.ts';
import type { CaseStore, ImageStore } from '../../../data/store/ports.ts';
import type { Archive, ArchiveWriter } from '../archive/archive.ts';
import type { CrawlDatabase } from '../archive/crawl-database.ts';
import type { Answer } from '../door/answer-judge.ts';
import { Attendant } from '../door/attendant.ts';
import { type BlockReason, explainBlock } from '../door/block-detection.ts';
import { keepEvidence } from '../door/blocked-evidence.ts';
import { Browser, screenshotOf } from '../door/browser.ts';
import { Fetcher } from '../door/fetcher.ts';
import type { HostPolicy } from '../door/host-policy.ts';
import { HttpTier } from '../door/http-tier.ts';
import { NetworkDoor } from '../door/network-door.ts';
import { ReceivedAnswers } from '../door/received-answers.ts';
import { Governor } from '../pacing/governor.ts';
import type { RobotsRules } from '../pacing/robots.ts';
import { RobotsKeeper } from '../pacing/robots-keeper.ts';
import { SqliteRateClock } from '../pacing/sqlite-rate-clock.ts';
import type { Source } from '../source.ts';
import type { CrawlListener } from './events.ts';
import type { RunRecord } from './run-history.ts';

/** Requests a UTC day and host unless the workspace says otherwise (DESIGN's manners). */
export const DEFAULT_BUDGET = 2_000;
/** Longest pause a run sits out, milliseconds; a longer one ends it as throttled. */
const PATIENCE = 15 * 60 * 1000;
/** An answer under way when the run is stopped may still arrive for this long: it would only be asked for again. Milliseconds. */
const GRACE = 5_000;

/** What the workspace says about a source; `caseline.json`, `sources.<name>`. */
export interface SourceSettings {
  readonly dailyBudget?: number | undefined;
  /** Seconds; only ever lengthens the source's own floor. */
  readonly delay?: number | undefined;
  readonly permission?: { readonly who: string; readonly what: string; readonly when: string } | undefined;
}

/** The workspace as a crawl needs it. */
export interface CrawlWorkspace {
  readonly directory: string;
  readonly cases: CaseStore;
  readonly images: ImageStore;
  /** Mail address or page for sites to turn to; part of the User-Agent. */
  readonly contact: string;
  /** Version of Caseline, for User-Agent and archive. */
  readonly version: string;
  readonly settings: SourceSettings;
}

export interface SessionOptions {
  readonly delay?: number | undefined;
  readonly refresh: boolean;
  readonly headed: boolean;
  readonly signal: AbortSignal;
  readonly emit: CrawlListener;
  /** Longest pause to sit out, milliseconds. */
  readonly patience?: number | undefined;
}

/**
 * The pause between requests, milliseconds.
 * @throws BadUsage when `--delay` is shorter than the source's floor and the site is not on this machine
 */
export const floorOf = (
  source: Source,
  policy: HostPolicy,
  settings: SourceSettings,
  delay?: number,
): number => {
  if (delay === undefined) return 1000 * Math.max(source.floorSeconds, settings.delay ?? 0);
  if (!Number.isFinite(delay) || delay < 0)
    throw new BadUsage('bad-delay', `--delay ${delay} is no number of seconds`);
  if (delay < source.floorSeconds && !policy.loopback) {
    throw new BadUsage(
      'delay-too-short',
      `--delay ${delay} is less than ${source.name}'s floor of ${source.floorSeconds} s; ` +
        'a shorter one is allowed only with --base-url on this machine.',
    );
  }
  return 1000 * delay;
};

/** @throws InvalidInput when the source may not be crawled from this workspace, saying what is missing */
export const checkAllowed = (source: Source, policy: HostPolicy, workspace: CrawlWorkspace): void => {
  if (policy.loopback) return;
  if (source.needsPermission && workspace.settings.permission === undefined) {
    throw new InvalidInput(
      'permission-missing',
      `${source.name} forbids automated copying without its permission. Ask for it, then record who granted what and when ` +
        `in caseline.json: "sources": {"${source.name}": {"permission": {"who": "...", "what": "...", "when": "..."}}}.`,
    );
  }
  if (workspace.contact.trim() === '') {
    throw new InvalidInput(
      'contact-missing',
      'sites must be able to reach you: set "contact" in caseline.json to a mail address or page.',
    );
  }
};

/** Everything one run needs to reach the network, wired together; closed at its end. */
export class Session {
  readonly door: NetworkDoor;
  readonly fetcher: Fetcher;
  readonly writer: ArchiveWriter;
  readonly #http: HttpTier;
  readonly #browser: Browser;
  readonly #governor: Governor;

  constructor(
    source: Source,
    policy: HostPolicy,
    workspace: CrawlWorkspace,
    { database, archive, run }: { database: CrawlDatabase; archive: Archive; run: RunRecord },
    options: SessionOptions,
  ) {
    const { settings } = workspace;
    const software = `Caseline/${workspace.version}`;
    const contact = workspace.contact.replace(/[^\x20-\x7e]|[()]/g, '').trim();
    const userAgent = contact === '' ? software : `${software} (+${contact})`;
    const { signal, emit } = options;
    this.#http = new HttpTier(policy.allowed);
    this.#governor = new Governor(
      new SqliteRateClock(database),
      {
        floor: floorOf(source, policy, settings, options.delay),
        budget: settings.dailyBudget ?? (policy.loopback ? null : DEFAULT_BUDGET),
        patience: options.patience ?? PATIENCE,
        lease: this.#http.longest + 10_000,
      },
      { onWait: (wait) => emit({ type: 'waiting', ...wait }) },
    );
    this.writer = archive.writer(run.id, source.name, software);
    const keep = evidenceKeeper(workspace, source.name, run.id);
    const robots = new RobotsKeeper(
      database,
      (url) => this.#robots(url),
      (origin, rules) => this.#governor.setCrawlDelay(new URL(origin).host, rules.crawlDelay),
    );
    this.fetcher = new Fetcher({
      source: source.name,
      policy,
      governor: this.#governor,
      http: this.#http,
      archive,
      writer: this.writer,
      received: new ReceivedAnswers(archive, source.name, [run.id, ...run.resumes], options.refresh),
      userAgent,
      signal,
      hardStop: delayed(signal, GRACE),
      emit,
      checkRobots: async (url) => {
        const rules: RobotsRules = await robots.rulesOf(url.origin);
        if (rules.allows(url.href)) return;
        const reason = rules.verdict === 'disallow' ? 'robots-unreachable' : 'robots-forbids';
        const body = Buffer.from(rules.text);
        const headers = { 'content-type': 'text/plain' };
        const kept = await keep({ url: `${url.origin}/robots.txt`, status: 0, headers, body }, reason);
        throw new Blocked(reason, `${url.href}: ${explainBlock(reason)} Kept in ${kept}.`);
      },
      keepBlocked: keep,
      attendant: options.headed ? new Attendant(policy, userAgent, signal, emit) : null,
    });
    this.#browser = new Browser(this.fetcher, policy, this.writer, { userAgent, headed: options.headed });
    this.door = new NetworkDoor(source.name, policy, this.fetcher, this.#browser);
  }

  async #robots(url: string): Promise<{ status: number; body: Uint8Array } | null> {
    try {
      const { answer, judgement } = await this.fetcher.get(url, {
        expect: 'any',
        via: 'request',
        robots: true,
      });
      const refused = judgement.kind === 'blocked' && answer.status < 400;
      return refused ? null : { status: answer.status, body: answer.body };
    } catch (error) {
      // Unreachable, redirected away or in a circle: all the same as unreadable. Pauses and stops go on up.
      if (error instanceof CaselineError && (error.exitCode === 1 || error.code.startsWith('http-')))
        return null;
      if (error instanceof CaselineError && ['network', 'timeout', 'truncated'].includes(error.code))
        return null;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#http.close();
    this.writer.close();
  }
}

/** A signal that follows `signal` after a while. */
const delayed = (signal: AbortSignal, milliseconds: number): AbortSignal => {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(signal.reason), milliseconds).unref();
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return controller.signal;
};

/** Keeps what refused us under `blocked/<source>/`, with a picture of it when Chromium is at hand. */
const evidenceKeeper =
  (workspace: CrawlWorkspace, source: string, run: string) =>
  async (answer: Answer, reason: BlockReason): Promise<string> => {
    const type = answer.headers['content-type'] ?? '';
    const html = type.includes('html') ? Buffer.from(answer.body).toString('utf8') : null;
    const screenshot = html === null ? null : await screenshotOf(html);
    const { url, status, headers } = answer;
    const time = new Date().toISOString();
    const record = { source, url, reason, message: explainBlock(reason), status, headers, time, run };
    return keepEvidence(workspace.directory, record, answer.body, screenshot);
  };
