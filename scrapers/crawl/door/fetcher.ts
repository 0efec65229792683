import { Blocked, CaselineError, Retryable } from '../../../data/errors.ts';
import type { Archive, ArchiveWriter } from '../archive/archive.ts';
import { decodeContent } from '../archive/content-encoding.ts';
import type { JournalEntry } from '../archive/journal-entry.ts';
import type { RawResponse } from '../archive/raw-response.ts';
import type { Answered, Governor } from '../pacing/governor.ts';
import { backOff, DEFAULT_RETRY_AFTER, parseRetryAfter } from '../pacing/pacing.ts';
import { type Answer, type Judgement, judge } from './answer-judge.ts';
import type { Attendant } from './attendant.ts';
import { type BlockReason, explainBlock } from './block-detection.ts';
import type { Expectation, FetchOptions, Origin } from './door.ts';
import type { DoorListener } from './door-events.ts';
import type { HostPolicy } from './host-policy.ts';
import type { HttpTier } from './http-tier.ts';
import { noteOf, outcomeOf } from './judged-outcome.ts';
import type { ReceivedAnswers } from './received-answers.ts';
import { requestHeaders } from './request-headers.ts';

/** How often a request that met a fault is sent in all. */
export const MAX_ATTEMPTS = 4;
/** A file that arrived whole by its Content-Length and is cut short all the same is asked for once more only. */
const attemptsFor = (code: string): number => (code === 'truncated-image' ? 2 : MAX_ATTEMPTS);
/** RFC 9309 asks for five redirects at least; browsers stop at twenty. */
const MAX_REDIRECTS = 10;

export interface FetcherParts {
  readonly source: string;
  readonly policy: HostPolicy;
  readonly governor: Governor;
  readonly http: HttpTier;
  readonly archive: Archive;
  readonly writer: ArchiveWriter;
  readonly received: ReceivedAnswers;
  readonly userAgent: string;
  /** Nothing new is sent after it. */
  readonly signal: AbortSignal;
  /** What is under way is given up after it. */
  readonly hardStop: AbortSignal;
  readonly emit: DoorListener;
  /** Asked before every request but those for robots.txt. */
  readonly checkRobots: (url: URL) => Promise<void>;
  /** Keeps the page that refuses us; returns the folder. */
  readonly keepBlocked: (answer: Answer, reason: BlockReason) => Promise<string | null>;
  /** A person who may get past a wall; null for runs that nobody attends. */
  readonly attendant: Attendant | null;
}

export interface FetchTask extends FetchOptions {
  readonly expect: Expectation;
  readonly via: 'request' | 'browser';
  readonly cookie?: string;
  /** The request for robots.txt itself: no robots check, 4xx and challenges are answers. */
  readonly robots?: boolean;
}

/** One answer with what it was judged to be. */
export interface Judged {
  readonly answer: Answer;
  readonly judgement: Judgement;
  readonly origin: Origin;
  readonly entry: JournalEntry;
}

/** A judged answer at the end of its redirects. */
export interface Landed extends Judged {
  readonly redirects: readonly string[];
}

interface Attempt {
  readonly raw: RawResponse | null;
  readonly error: unknown;
}

/**
 * One GET from beginning to end: is it ours, was it received already, does robots.txt allow it, is it our turn, what came
 * back, into the archive with it, and again if it was a fault. Everything that is sent is sent here.
 */
export class Fetcher {
  /** Requests sent and body bytes received, robots.txt, redirects and retries included. */
  readonly sent = { requests: 0, bytes: 0 };
  readonly #parts: FetcherParts;
  /** Hosts that have said 429 in this run. */
  readonly #throttledOnce = new Set<string>();
  /** URLs a person was asked to look at. */
  readonly #attendedOnce = new Set<string>();

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  /** Follows redirects hop by hop, each one checked and paced like a request of its own. @throws see `Door` */
  async get(url: string, task: FetchTask): Promise<Landed> {
    let current = this.#parts.policy.address(url);
    const redirects: string[] = [];
    for (;;) {
      const judged = await this.hop(current, task);
      if (judged.judgement.kind !== 'redirect') return { ...judged, redirects };
      redirects.push(current.href);
      const target = this.#parts.policy.resolve(judged.judgement.to, current.href) ?? judged.judgement.to;
      if (redirects.includes(target) || redirects.length > MAX_REDIRECTS) {
        throw new CaselineError(
          'redirect-loop',
          `${url}: redirects in a circle over ${redirects.join(', ')}`,
        );
      }
      current = this.#parts.policy.address(target);
    }
  }

  /** One URL, no redirect followed. */
  async hop(url: URL, task: FetchTask): Promise<Judged> {
    const { received, checkRobots, policy } = this.#parts;
    const earlier = await received.find(url.href, task, policy.hosts);
    if (earlier !== null) return earlier;
    if (task.robots !== true) await checkRobots(url);
    const validators = await received.validators(url.href, task);
    for (let attempt = 1; ; attempt += 1) {
      const judged = await this.#attempt(url, task, validators, attempt);
      if (judged !== null) return judged;
    }
  }

  /** @returns null when another attempt is to be made */
  async #attempt(
    url: URL,
    task: FetchTask,
    validators: JournalEntry | null,
    attempt: number,
  ): Promise<Judged | null> {
    const { governor, http, signal, hardStop, emit } = this.#parts;
    const cookie = [task.cookie, this.#parts.attendant?.cookiesFor(url)].filter((each) => each).join('; ');
    const headers = requestHeaders({ ...task, cookie }, this.#parts, validators);
    const result = await governor.run<Judged | CaselineError>(
      url.host,
      async () => {
        this.sent.requests += 1;
        const sent = Date.now();
        const { raw, error } = await http.get(url, headers, hardStop).then(
          (answer): Attempt => ({ raw: answer, error: null }),
          (reason: unknown): Attempt => ({ raw: null, error: reason }),
        );
        if (raw === null) return this.#failed(url, task, sent, error, attempt);
        return this.#received(raw, task, validators, attempt);
      },
      signal,
    );
    if (result instanceof Blocked && (await this.#attended(url, result))) return null;
    if (result instanceof CaselineError) {
      if (!(result instanceof Retryable) || attempt >= attemptsFor(result.code)) throw result;
      emit({ type: 'retrying', url: url.href, attempt, message: result.message });
      return null;
    }
    if (result.judgement.kind === 'throttled') return null;
    return result;
  }

  #failed(url: URL, task: FetchTask, sent: number, error: unknown, attempt: number): Answered<CaselineError> {
    const { writer, governor, hardStop } = this.#parts;
    hardStop.throwIfAborted();
    const known =
      error instanceof CaselineError ? error : new Retryable('network', String(error), { cause: error });
    writer.fault(url.href, task.via, sent, known.code);
    this.#report(url.href, 0, 0, Date.now() - sent, known.code);
    const retryAfter = known instanceof Retryable ? backOff(attempt, governor.floor) : 0;
    return { value: known, latency: Date.now() - sent, retryAfter };
  }

  async #received(
    raw: RawResponse,
    task: FetchTask,
    validators: JournalEntry | null,
    attempt: number,
  ): Promise<Answered<Judged | CaselineError>> {
    const { policy, archive, writer, governor } = this.#parts;
    this.sent.bytes += raw.body.length;
    let body: Uint8Array = raw.body;
    let judgement: Judgement;
    try {
      body = decodeContent(raw.body, raw.headers['content-encoding'] ?? '', raw.url);
      const answer = { url: raw.url, status: raw.status, headers: raw.headers, body };
      judgement = await judge(answer, {
        expect: task.expect,
        conditional: validators !== null,
        hosts: policy.hosts,
      });
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
      judgement = {
        kind: error instanceof Retryable ? 'fault' : 'refused',
        code: error.code,
        why: error.message,
      };
    }
    if (task.robots === true && judgement.kind === 'refused')
      judgement = { kind: 'not-found', code: 'not-found', why: '' };
    const confirms = judgement.kind === 'not-modified' && validators !== null ? { confirms: validators } : {};
    const entry = writer.keep(raw, body, {
      outcome: outcomeOf(judgement, task),
      via: task.via,
      ...noteOf(judgement),
      ...confirms,
    });
    this.#report(raw.url, raw.status, raw.body.length, raw.latency, entry.outcome);
    const answer: Answer = { url: raw.url, status: raw.status, headers: raw.headers, body };
    const { latency } = raw;
    const asked = parseRetryAfter(raw.headers['retry-after'], Date.now());
    if (judgement.kind === 'throttled')
      return this.#throttled({ answer, judgement, origin: 'network', entry }, asked);
    if (judgement.kind === 'fault') {
      const value = new Retryable(judgement.code, `${raw.url}: ${judgement.why}`);
      return { value, latency, retryAfter: Math.max(backOff(attempt, governor.floor), asked ?? 0) };
    }
    if (judgement.kind === 'blocked' && task.robots !== true) {
      return { value: await this.#blocked(answer, judgement.reason), latency, retryAfter: asked ?? 0 };
    }
    if (judgement.kind === 'not-modified' && validators !== null) {
      const confirmed = await archive.read(validators);
      const held: Answer = { url: raw.url, status: 200, headers: confirmed.headers, body: confirmed.body };
      const expected = { expect: task.expect, conditional: false, hosts: policy.hosts };
      const value = {
        answer: held,
        judgement: await judge(held, expected),
        origin: 'not-modified' as const,
        entry: validators,
      };
      return { value, latency, retryAfter: asked ?? 0 };
    }
    return { value: { answer, judgement, origin: 'network', entry }, latency, retryAfter: asked ?? 0 };
  }

  /** The first 429 of a host is sat out and the request sent again; the second one ends the run. */
  async #throttled(judged: Judged, asked: number | null): Promise<Answered<Judged | CaselineError>> {
    const { governor } = this.#parts;
    const { host } = new URL(judged.answer.url);
    const unsaid = Math.min(DEFAULT_RETRY_AFTER, Math.max(1_000, 10 * governor.floor));
    const retryAfter = asked ?? unsaid;
    const again = this.#throttledOnce.has(host);
    this.#throttledOnce.add(host);
    if (!again) return { value: judged, latency: 0, retryAfter };
    return { value: await this.#blocked(judged.answer, 'too-many-requests'), latency: 0, retryAfter };
  }

  /** Whether a person got past the wall, once a URL. */
  async #attended(url: URL, blocked: Blocked): Promise<boolean> {
    if (this.#parts.attendant === null || this.#attendedOnce.has(url.href)) return false;
    this.#attendedOnce.add(url.href);
    return this.#parts.attendant.passed(url.href, blocked.code as BlockReason);
  }

  async #blocked(answer: Answer, reason: BlockReason): Promise<Blocked> {
    const kept = await this.#parts.keepBlocked(answer, reason);
    return new Blocked(
      reason,
      `${answer.url}: ${explainBlock(reason)}${kept === null ? '' : ` Kept in ${kept}.`}`,
    );
  }

  #report(url: string, status: number, bytes: number, latency: number, outcome: string): void {
    this.#parts.emit({ type: 'request', url, status, bytes, latency, outcome, requests: this.sent.requests });
  }
}
