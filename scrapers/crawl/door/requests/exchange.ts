import { decodeContent } from '../../../../data/content-encoding.ts';
import { CaselineError, Retryable } from '../../../../data/errors.ts';
import type { JournalEntry } from '../../../../data/format/journal-entry.ts';
import type { ArchiveWriter, CrawlArchive } from '../../../../data/ports/crawl/crawl-archive.ts';
import type { RawResponse } from '../../../../data/ports/crawl/raw-response.ts';
import { parseRetryAfter } from '../../pacing/pacing.ts';
import type { DoorListener } from '../door-events.ts';
import { type Judgement, judge } from '../judging/answer-judge.ts';
import {
  type FetchTask,
  type Judged,
  judgedAgain,
  noteOf,
  outcomeOf,
  wordsOfReplaced,
} from '../judging/judged.ts';
import type { HostPolicy } from './host-policy.ts';
import type { HttpTier } from './http-tier.ts';
import { requestHeaders } from './request-headers.ts';

export interface ExchangeParts {
  readonly http: Pick<HttpTier, 'get'>;
  readonly archive: Pick<CrawlArchive, 'read'>;
  readonly writer: Pick<ArchiveWriter, 'keep' | 'fault'>;
  readonly policy: HostPolicy;
  readonly userAgent: string;
  /** What is under way is given up after it. */
  readonly hardStop: AbortSignal;
  readonly emit: DoorListener;
}

/** What one request came to, before anything follows from it. */
export interface Exchanged {
  /** The judged answer, or the fault that stood in its way. */
  readonly came: Judged | CaselineError;
  /** From sending to the end of the body, milliseconds. */
  readonly latency: number;
  /** The pause that the answer asks for, milliseconds; null when it asks for none. */
  readonly retryAfter: number | null;
}

/** Sends one request and says what came back: decoded, judged, and in the archive before anything is made of it. */
export class Exchange {
  /** Requests sent and body bytes received, robots.txt, redirects and retries included. */
  readonly sent = { requests: 0, bytes: 0 };
  readonly #parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  /** @param validators the held answer that is asked about conditionally */
  send(url: URL, task: FetchTask, validators: JournalEntry | null): Promise<Exchanged> {
    const { http, hardStop } = this.#parts;
    this.sent.requests += 1;
    const sent = Date.now();
    return http.get(url, requestHeaders(task, this.#parts, validators), hardStop).then(
      (raw) => this.#received(raw, task, validators),
      (error: unknown) => this.#failed(url, task, sent, error),
    );
  }

  async #failed(url: URL, task: FetchTask, sent: number, error: unknown): Promise<Exchanged> {
    const { writer, hardStop } = this.#parts;
    hardStop.throwIfAborted();
    const came =
      error instanceof CaselineError ? error : new Retryable('network', String(error), { cause: error });
    await writer.fault(url.href, task.via, sent, came.code);
    const latency = Date.now() - sent;
    this.#report({ url: url.href, status: 0, bytes: 0, latency, outcome: came.code });
    return { came, latency, retryAfter: null };
  }

  async #received(raw: RawResponse, task: FetchTask, validators: JournalEntry | null): Promise<Exchanged> {
    const { archive, writer, policy } = this.#parts;
    const { url, status, headers, latency } = raw;
    this.sent.bytes += raw.body.length;
    const { body, judgement } = await this.#judged(raw, task, validators !== null);
    const confirms = judgement.kind === 'not-modified' && validators !== null ? { confirms: validators } : {};
    const entry = await writer.keep(raw, body, {
      outcome: outcomeOf(judgement, task),
      via: task.via,
      ...noteOf(judgement),
      ...confirms,
    });
    this.#report({ url, status, bytes: raw.body.length, latency, outcome: entry.outcome });
    if (judgement.kind === 'ok' && judgement.replaced !== undefined)
      this.#parts.emit({ type: 'replaced', url, message: wordsOfReplaced(judgement.replaced) });
    const came: Judged =
      confirms.confirms === undefined
        ? { answer: { url, status, headers, body }, judgement, origin: 'network', entry }
        : {
            ...(await judgedAgain(archive, confirms.confirms, {
              url,
              expect: task.expect,
              shape: task.shape,
              hosts: policy.hosts,
            })),
            origin: 'not-modified',
          };
    return { came, latency, retryAfter: parseRetryAfter(headers['retry-after'], Date.now()) };
  }

  /** Decodes and judges what came. What cannot be decoded is kept as it came. */
  async #judged(
    raw: RawResponse,
    { expect, shape, robots }: FetchTask,
    conditional: boolean,
  ): Promise<{ body: Uint8Array; judgement: Judgement }> {
    const { url, status, headers } = raw;
    let body = raw.body;
    let judgement: Judgement;
    try {
      body = decodeContent(raw.body, headers['content-encoding'] ?? '', url);
      const expected = { expect, shape, conditional, hosts: this.#parts.policy.hosts };
      judgement = await judge({ url, status, headers, body }, expected);
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
      const kind = error instanceof Retryable ? 'fault' : 'refused';
      judgement = { kind, code: error.code, why: error.message };
    }
    if (robots === true && judgement.kind === 'refused')
      judgement = { kind: 'not-found', code: 'not-found', why: '' };
    return { body, judgement };
  }

  #report(answer: { url: string; status: number; bytes: number; latency: number; outcome: string }): void {
    this.#parts.emit({ type: 'request', ...answer, requests: this.sent.requests });
  }
}
