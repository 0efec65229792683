import { CaselineError, Retryable } from '../../../../data/errors.ts';
import type { Answered } from '../../pacing/governor.ts';
import { backOff, DEFAULT_RETRY_AFTER } from '../../pacing/pacing.ts';
import type { FetchTask, Judged } from '../judging/judged.ts';
import type { Exchanged } from './exchange.ts';
import type { Refusals } from './refusals.ts';

/** What follows from one exchange: the answer or the error it means, and how long its host is left alone. */
export class Consequences {
  readonly #refusals: Pick<Refusals, 'of'>;
  readonly #floor: number;
  /** Hosts that have said 429 in this run. */
  readonly #throttledOnce = new Set<string>();

  /** @param floor least pause between two requests, milliseconds */
  constructor(refusals: Pick<Refusals, 'of'>, floor: number) {
    this.#refusals = refusals;
    this.#floor = floor;
  }

  async of(
    { came, latency, retryAfter }: Exchanged,
    task: FetchTask,
    attempt: number,
  ): Promise<Answered<Judged | CaselineError>> {
    const pause = backOff(attempt, this.#floor);
    if (came instanceof CaselineError) {
      return { value: came, latency, retryAfter: came instanceof Retryable ? pause : 0 };
    }
    // What the archive holds was judged when it came; a 304 only says that it still holds.
    if (came.origin === 'not-modified') return { value: came, latency, retryAfter: retryAfter ?? 0 };
    const { answer, judgement } = came;
    if (judgement.kind === 'throttled') return this.#throttled(came, retryAfter);
    if (judgement.kind === 'fault') {
      const value = new Retryable(judgement.code, `${answer.url}: ${judgement.why}`);
      return { value, latency, retryAfter: Math.max(pause, retryAfter ?? 0) };
    }
    const refused = judgement.kind === 'blocked' && task.robots !== true;
    const value = refused ? await this.#refusals.of(answer, judgement.reason) : came;
    return { value, latency, retryAfter: retryAfter ?? 0 };
  }

  /** The first 429 of a host is sat out and the request sent again; the second one ends the run. */
  async #throttled(judged: Judged, asked: number | null): Promise<Answered<Judged | CaselineError>> {
    const { host } = new URL(judged.answer.url);
    const unsaid = Math.min(DEFAULT_RETRY_AFTER, Math.max(1_000, 10 * this.#floor));
    const again = this.#throttledOnce.has(host);
    this.#throttledOnce.add(host);
    const value = again ? await this.#refusals.of(judged.answer, 'too-many-requests') : judged;
    return { value, latency: 0, retryAfter: asked ?? unsaid };
  }
}
