import { Blocked, CaselineError, Retryable } from '../../../../data/errors.ts';
import type { JournalEntry } from '../../../../data/format/journal-entry.ts';
import type { Governor } from '../../pacing/governor.ts';
import type { DoorListener } from '../door-events.ts';
import type { FetchTask, Judged, Landed } from '../judging/judged.ts';
import type { Attendant } from './attendant.ts';
import type { Consequences } from './consequences.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { Exchange } from './exchange.ts';
import type { HostPolicy } from './host-policy.ts';
import type { ReceivedAnswers } from './received-answers.ts';
import { cookieHeader } from './request-headers.ts';
import type { robotsGate } from './robots-gate.ts';

/** How often a request that met a fault is sent in all. */
const MAX_ATTEMPTS = 4;
/** A file that arrived whole by its Content-Length and is cut short all the same is asked for once more only. */
const attemptsFor = (code: string): number => (code === 'truncated-image' ? 2 : MAX_ATTEMPTS);
/** RFC 9309 asks for five redirects at least; browsers stop at twenty. */
const MAX_REDIRECTS = 10;

export interface FetcherParts {
  readonly policy: HostPolicy;
  readonly received: ReceivedAnswers;
  readonly checkRobots: ReturnType<typeof robotsGate>;
  readonly governor: Governor;
  readonly exchange: Exchange;
  readonly consequences: Consequences;
  readonly cookies: CookieJar;
  /** A person who may get past a wall; null for runs that nobody attends. */
  readonly attendant: Attendant | null;
  /** Nothing new is sent after it. */
  readonly signal: AbortSignal;
  readonly emit: DoorListener;
}

/**
 * One GET from beginning to end: is it ours, was it received already, does robots.txt allow it, is it our turn, what came
 * back, and again if it was a fault. Everything that is sent is sent here.
 */
export class Fetcher {
  readonly #parts: FetcherParts;
  /** The newest page that was received for a parser to read. */
  lastPage: Judged | null = null;

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  /** Follows redirects hop by hop, each one checked and paced like a request of its own. @throws see `Door` */
  async get(url: string, task: FetchTask): Promise<Landed> {
    const { policy } = this.#parts;
    let current = policy.address(url);
    let redirects: string[] = [];
    let [setsCookie, comesBack] = [false, false];
    for (;;) {
      const judged = await this.#hop(current, task, comesBack);
      if (judged.judgement.kind !== 'redirect') {
        if (task.expect === 'html') this.lastPage = judged;
        return { ...judged, redirects };
      }
      setsCookie ||= judged.answer.headers['set-cookie'] !== undefined;
      redirects.push(current.href);
      const target = policy.resolve(judged.judgement.to, current.href) ?? judged.judgement.to;
      // A site that sets a cookie and sends us where we were wants to see the cookie there: once.
      if (redirects.includes(target) && setsCookie && !comesBack) {
        comesBack = true;
        redirects = redirects.slice(0, redirects.indexOf(target));
      } else if (redirects.includes(target) || redirects.length > MAX_REDIRECTS) {
        throw new CaselineError(
          'redirect-loop',
          `${url}: redirects in a circle over ${redirects.join(', ')}`,
        );
      }
      current = policy.address(target);
    }
  }

  /** One URL, no redirect followed. @param anew what was received of it before is no answer any more */
  async #hop(url: URL, task: FetchTask, anew: boolean): Promise<Judged> {
    const { received, checkRobots } = this.#parts;
    const earlier = anew ? null : await received.find(url.href, task);
    if (earlier !== null) return earlier;
    if (task.robots !== true) await checkRobots(url, (address, asked) => this.get(address, asked));
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
    const { governor, exchange, consequences, cookies, attendant, signal, emit } = this.#parts;
    // A page in the browser has the cookies of its own, and newer ones.
    const own = new Set(task.cookie?.split('; ').map((each) => each.split('=', 1)[0]));
    const others = cookieHeader(cookies.for(url).filter(({ name }) => !own.has(name)));
    const cookie = [task.cookie, others].filter((each) => each).join('; ');
    const result = await governor.run(
      url.host,
      async () => consequences.of(await exchange.send(url, { ...task, cookie }, validators), task, attempt),
      signal,
    );
    if (!(result instanceof CaselineError)) cookies.take(url, result.answer.headers['set-cookie']);
    if (result instanceof Blocked && (await attendant?.passed(url.href, result.code)) === true) return null;
    if (result instanceof CaselineError) {
      if (!(result instanceof Retryable) || attempt >= attemptsFor(result.code)) throw result;
      emit({ type: 'retrying', url: url.href, attempt, message: result.message });
      return null;
    }
    if (result.judgement.kind !== 'throttled') return result;
    const message = `${url.href}: the site asks for a pause (429), which is kept once`;
    emit({ type: 'retrying', url: url.href, attempt, message });
    return null;
  }
}
