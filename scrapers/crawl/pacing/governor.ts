import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { Throttled } from '../../../data/errors.ts';
import type { HostClock } from '../../../data/ports/crawl/host-clock.ts';
import { delayAfter } from './pacing.ts';

export interface Manners {
  /** Least pause, milliseconds: the source's floor or an allowed `--delay`. */
  readonly floor: number;
  /** Requests a UTC day and host, null for none. */
  readonly budget: number | null;
  /** Longest pause the run sits out, milliseconds; a longer one ends it as throttled. */
  readonly patience: number;
  /** Longest a request can take, milliseconds. */
  readonly lease: number;
}

/** What one request tells about its host. */
export interface Answered<T> {
  readonly value: T;
  /** Milliseconds from sending to the end of the body. */
  readonly latency: number;
  /** Milliseconds the answer asked to wait, or a back-off after a fault; 0 for none. */
  readonly retryAfter: number;
}

export interface GovernorEvents {
  /** The run waits for its turn; `until` in milliseconds since 1970. */
  onWait?: (wait: { host: string; until: number; reason: string }) => void;
}

/**
 * Lets one request at a time through to each host, when its time has come. The clock behind it is shared with every
 * other crawl of the workspace and survives restarts, so that a fresh process has the manners of the one before.
 */
export class Governor {
  readonly #clock: HostClock;
  readonly #manners: Manners;
  readonly #events: GovernorEvents;
  readonly #queues = new Map<string, PQueue>();
  readonly #crawlDelays = new Map<string, number>();

  constructor(clock: HostClock, manners: Manners, events: GovernorEvents = {}) {
    this.#clock = clock;
    this.#manners = manners;
    this.#events = events;
  }

  get floor(): number {
    return this.#manners.floor;
  }

  /** @param delay robots.txt Crawl-delay of a host, milliseconds */
  setCrawlDelay(host: string, delay: number): void {
    this.#crawlDelays.set(host, delay);
  }

  /**
   * Runs `request` when the host's turn has come.
   * @throws Throttled when the day's budget is used up or the pause is longer than the run's patience
   */
  async run<T>(host: string, request: () => Promise<Answered<T>>, signal: AbortSignal): Promise<T> {
    const queue = this.#queueOf(host);
    return queue.add(async () => {
      const token = await this.#turn(host, signal);
      const started = Date.now();
      let latency = 0;
      let retryAfter = 0;
      try {
        const answered = await request();
        ({ latency, retryAfter } = answered);
        return answered.value;
      } finally {
        const crawlDelay = this.#crawlDelays.get(host) ?? 0;
        const { floor } = this.#manners;
        // A request that threw has no latency of its own: the time it took stands in for it.
        const pause = delayAfter(
          { floor, crawlDelay, latency: latency || Date.now() - started, retryAfter },
          Math.random(),
        );
        await this.#clock.release(host, token, pause);
      }
    });
  }

  #queueOf(host: string): PQueue {
    const known = this.#queues.get(host);
    if (known !== undefined) return known;
    const made = new PQueue({ concurrency: 1 });
    this.#queues.set(host, made);
    return made;
  }

  async #turn(host: string, signal: AbortSignal): Promise<string> {
    for (;;) {
      signal.throwIfAborted();
      const floor = Math.max(this.#manners.floor, this.#crawlDelays.get(host) ?? 0);
      const { budget, lease, patience } = this.#manners;
      const answer = await this.#clock.acquire(host, { floor, budget, lease });
      if (answer.granted) return answer.token;
      const { wait, reason } = answer;
      const until = toTheSecond(Date.now() + wait);
      if (reason === 'budget') throw budgetSpent(host, budget ?? 0, until);
      if (wait > patience) throw tooLong(host, wait, until);
      if (reason === 'pause') this.#events.onWait?.({ host, until, reason });
      await sleep(Math.min(wait, 60_000), undefined, { signal });
    }
  }
}

/** The clock's store gives a duration; the milliseconds until it is read here are no part of the hour that is told. */
const toTheSecond = (time: number): number => Math.round(time / 1000) * 1000;

const budgetSpent = (host: string, budget: number, until: number): Throttled =>
  new Throttled(
    'daily-budget',
    `${host}: the day's budget of ${budget} requests is used up. Go on after ${new Date(until).toISOString()}, ` +
      "or raise 'dailyBudget' of the source in caseline.json if the site agrees.",
    until,
  );

const tooLong = (host: string, wait: number, until: number): Throttled =>
  new Throttled(
    'long-pause',
    `${host} asked for a pause of ${Math.round(wait / 1000)} s. Crawl again after ${new Date(until).toISOString()}.`,
    until,
  );
