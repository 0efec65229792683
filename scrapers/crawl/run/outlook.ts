import type { Range } from '../source.ts';
import { narrowed } from './estimate.ts';
import type { CrawlEvent } from './events.ts';

/** What a running crawl still has before it, by what its own cases took. */
export interface Remaining {
  /** New cases, at most: held ones among the results are passed over. */
  readonly cases: number;
  readonly requests: Range;
  readonly seconds: Range;
  /** Cases of this crawl that the numbers rest on. */
  readonly measured: number;
}

/** Fewer cases tell nothing of the others. */
const enough = 3;

/**
 * Follows a crawl by its events and revises the plan: the first cases of a source are planned without knowing how many
 * pictures they have.
 */
export class Outlook {
  readonly #limit: number;
  /** Requests of each case, pages of results among them. */
  readonly #costs: number[] = [];
  #found: number | null = null;
  #new = 0;
  #seen = 0;
  #requests = 0;
  #counted = 0;
  #begun: number | null = null;
  #now = 0;

  /** @param limit as given to the crawl */
  constructor(limit: number | undefined) {
    this.#limit = limit ?? Number.POSITIVE_INFINITY;
  }

  /** @param at when it happened, milliseconds since 1970 */
  take(event: CrawlEvent, at: number): void {
    if (event.type === 'search') this.#found ??= event.found;
    if (event.type === 'request') {
      this.#begun ??= at;
      this.#requests = event.requests;
    }
    if (event.type === 'case' || event.type === 'failed' || event.type === 'held') this.#seen += 1;
    // What was asked for in vain is laid on the next case that came.
    if (event.type !== 'case') return;
    this.#now = at;
    if (event.change === 'new') this.#new += 1;
    this.#costs.push(this.#requests - this.#counted);
    this.#counted = this.#requests;
  }

  /** `null` while too little is known, and when nothing is left. */
  remaining(): Remaining | null {
    const cases = Math.min(this.#limit - this.#new, (this.#found ?? Number.POSITIVE_INFINITY) - this.#seen);
    const measured = this.#costs.length;
    if (measured < enough || !Number.isFinite(cases) || cases < 1 || this.#begun === null) return null;
    const mean = this.#counted / measured;
    const spread = Math.sqrt(this.#costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / (measured - 1));
    const unsure = (2 * spread) / Math.sqrt(measured);
    const requests = narrowed({
      min: Math.max(1, Math.round(cases * Math.max(mean - unsure, mean / 2))),
      max: Math.max(1, Math.ceil(cases * (mean + unsure))),
    });
    const each = (this.#now - this.#begun) / 1_000 / Math.max(1, this.#counted);
    const seconds = { min: Math.round(requests.min * each), max: Math.ceil(requests.max * each) };
    return { cases, requests, seconds, measured };
  }
}

/** `4 s`, `12 min`, `3.5 h`: what a person plans with. */
export const duration = (seconds: number): string => {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
};

const span = ({ min, max }: Range, words: (value: number) => string): string =>
  words(min) === words(max) ? words(max) : `${words(min)} to ${words(max)}`;

/** What is still to come, in words. */
export const remainingWords = ({ cases, requests, seconds, measured }: Remaining): string =>
  `still to come: ${cases === 1 ? 'one more case' : `up to ${cases.toLocaleString('en')} more cases`}, ` +
  `${span(requests, (value) => value.toLocaleString('en'))} requests, ${span(seconds, duration)}, by what the ${measured} so far took`;
