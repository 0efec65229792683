import robotsParser from 'robots-parser';
import type { RobotsVerdict } from '../../../data/ports/crawl/crawls.ts';

interface Rules {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}
/** The module is the function itself; its type declaration speaks of a default export that does not exist. */
const parse = robotsParser as unknown as (url: string, text: string) => Rules;

/** Name by which robots.txt may address us (RFC 9309 product token). */
export const PRODUCT_TOKEN = 'Caseline';
/** RFC 9309 section 2.5: at least 500 KiB must be read; more is not. */
export const MAX_ROBOTS_BYTES = 500 * 1024;
/** RFC 9309 section 2.4: a cached copy is not used longer than 24 hours. Milliseconds. */
export const ROBOTS_LIFETIME = 24 * 60 * 60 * 1000;
/** Longest pattern compared; a longer one is cut, which only makes it forbid more. */
const MAX_PATTERN = 1_000;
const MAX_RULES = 5_000;

/** What an answer to the request for robots.txt means (RFC 9309 section 2.3.1). 429 is a refusal for now, not an absence. */
export const verdictOf = (status: number): RobotsVerdict => {
  if (status >= 200 && status < 300) return 'rules';
  return status >= 400 && status < 500 && status !== 429 ? 'allow' : 'disallow';
};

/** Text of a robots.txt body: UTF-8, without byte order mark, cut at the last whole line within the limit. */
export const robotsText = (body: Uint8Array): string => {
  const cut =
    body.length > MAX_ROBOTS_BYTES ? body.subarray(0, body.lastIndexOf(10, MAX_ROBOTS_BYTES - 1) + 1) : body;
  return new TextDecoder().decode(cut);
};

/**
 * Bounds what the parser has to compare: runs of stars are one star, an overlong Disallow is cut (it then forbids more),
 * an overlong Allow is left out, and a file of absurdly many rules forbids everything.
 */
const bounded = (text: string): string => {
  let rules = 0;
  const lines = text.split(/\r\n|\r|\n/).map((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== 'allow' && name !== 'disallow') return line;
    rules += 1;
    const hash = line.indexOf('#');
    const pattern = line
      .slice(colon + 1, hash > colon ? hash : undefined)
      .trim()
      .replace(/\*{2,}/g, '*');
    if (pattern.length <= MAX_PATTERN) return `${name}: ${pattern}`;
    return name === 'allow' ? '' : `${name}: ${pattern.slice(0, MAX_PATTERN)}`;
  });
  return rules > MAX_RULES ? 'User-agent: *\nDisallow: /' : lines.join('\n');
};

/** The rules of one origin. */
export class RobotsRules {
  readonly verdict: RobotsVerdict;
  /** The file as received, cut at the limit; empty without one. */
  readonly text: string;
  readonly #rules: Rules;

  constructor(origin: string, verdict: RobotsVerdict, text: string) {
    this.verdict = verdict;
    this.text = text;
    this.#rules = parse(`${origin}/robots.txt`, verdict === 'rules' ? bounded(text) : '');
  }

  allows(url: string): boolean {
    if (this.verdict === 'disallow') return false;
    return this.#rules.isAllowed(url, PRODUCT_TOKEN) ?? false;
  }

  /** Crawl-delay, milliseconds; 0 without one or with one that is no number. */
  get crawlDelay(): number {
    const seconds = this.#rules.getCrawlDelay(PRODUCT_TOKEN) ?? 0;
    return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
  }
}
