import type { RobotsTexts } from '../../../data/ports/crawl/crawls.ts';
import { ROBOTS_LIFETIME, RobotsRules, robotsText, verdictOf } from './robots.ts';

/** The answer to a request for robots.txt, after redirects; null when there was none (network fault, challenge). */
export interface RobotsAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/**
 * robots.txt of every origin, asked for before anything else there and used for 24 hours. Unreachable means forbidden,
 * for this run only: the next one asks again.
 */
export class RobotsKeeper {
  readonly #texts: RobotsTexts;
  readonly #onRules: (origin: string, rules: RobotsRules) => void;
  readonly #known = new Map<string, Promise<RobotsRules>>();

  constructor(texts: RobotsTexts, onRules: (origin: string, rules: RobotsRules) => void) {
    this.#texts = texts;
    this.#onRules = onRules;
  }

  /** The rules of an origin, asked for at most once a run and a day. @param fetch asks for its robots.txt */
  rulesOf(origin: string, fetch: (url: string) => Promise<RobotsAnswer | null>): Promise<RobotsRules> {
    const known = this.#known.get(origin);
    if (known !== undefined) return known;
    const loading = this.#load(origin, fetch).then((rules) => {
      this.#onRules(origin, rules);
      return rules;
    });
    this.#known.set(origin, loading);
    loading.catch(() => this.#known.delete(origin));
    return loading;
  }

  async #load(origin: string, fetch: (url: string) => Promise<RobotsAnswer | null>): Promise<RobotsRules> {
    const held = await this.#texts.get(origin, ROBOTS_LIFETIME);
    if (held !== null) return new RobotsRules(origin, held.verdict, held.body);
    const answer = await fetch(`${origin}/robots.txt`);
    const verdict = answer === null ? 'disallow' : verdictOf(answer.status);
    const text = answer !== null && verdict === 'rules' ? robotsText(answer.body) : '';
    if (verdict !== 'disallow') await this.#texts.keep(origin, { verdict, body: text });
    return new RobotsRules(origin, verdict, text);
  }
}
