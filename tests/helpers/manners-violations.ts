import type { SeenRequest } from './http-site.ts';

/** What the site asked for, by which the log is judged. Milliseconds. */
export interface Promised {
  readonly floor: number;
  readonly crawlDelay: number;
  /** What an answer of this request asked to wait; 0 for nothing. */
  readonly retryAfter: (request: SeenRequest) => number;
  /** Paths that robots.txt forbids. */
  readonly forbidden: (path: string) => boolean;
}

/** Milliseconds that two clock readings of one moment may differ. */
const ROUNDING = 1;

/** Every breach of manners in the log of one host, in words. */
export const violations = (requests: readonly SeenRequest[], promised: Promised): string[] => {
  const found: string[] = [];
  requests.forEach((request, at) => {
    const { url, together, arrived, headers } = request;
    if (together !== 1) found.push(`${url}: ${together} requests at a time`);
    if (promised.forbidden(url)) found.push(`${url}: forbidden by robots.txt`);
    if (!/^Caseline\/[\w.-]+ \(\+[^)]+\)$/.test(headers['user-agent'] ?? ''))
      found.push(`${url}: no honest name`);
    const before = requests[at - 1];
    if (before === undefined) {
      if (url !== '/robots.txt') found.push(`${url}: before robots.txt`);
      return;
    }
    const gap = arrived - before.ended + ROUNDING;
    const least = {
      floor: promised.floor,
      'Crawl-delay': promised.crawlDelay,
      '5 x latency': 5 * (before.ended - before.arrived),
      'Retry-After': promised.retryAfter(before),
    };
    for (const [name, milliseconds] of Object.entries(least)) {
      if (gap < milliseconds)
        found.push(`${url}: ${gap} ms after ${before.url}, less than its ${name} of ${milliseconds} ms`);
    }
  });
  return found;
};
