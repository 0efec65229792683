/**
 * How long to wait between two requests to a host: pure arithmetic, no clock and no waiting.
 * Sources of the rules: Heritrix' delay factor (5 x the last latency), RFC 9110 section 10.2.3 (Retry-After), the
 * Crawl-delay line of robots.txt, and the floor of each source.
 */

/** The politeness policy's multiple of the last latency: a slow site is a busy site. */
export const LATENCY_FACTOR = 5;
/**
 * At full speed (a local site with `--delay 0`) a latency below this, milliseconds, is the local machine's own and not
 * a sign of a site in distress; it is then not multiplied.
 */
export const LOCAL_LATENCY = 150;
/** Jitter lengthens a pause by at most this share, never shortens it. */
export const MAX_JITTER = 0.25;
/** Pause after a 429 or 503 that does not say how long, milliseconds. */
export const DEFAULT_RETRY_AFTER = 60_000;

export interface PacingInput {
  /** The source's floor or `--delay`, milliseconds. */
  floor: number;
  /** robots.txt Crawl-delay, milliseconds; 0 without one. */
  crawlDelay: number;
  /** From sending the last request to the end of its body, milliseconds. */
  latency: number;
  /** What the last answer asked for, milliseconds; 0 when it asked for nothing. */
  retryAfter: number;
}

/** Milliseconds from the end of one request to the start of the next, before jitter. */
export const baseDelay = ({ floor, crawlDelay, latency, retryAfter }: PacingInput): number => {
  const latencyDelay = floor === 0 && latency < LOCAL_LATENCY ? 0 : LATENCY_FACTOR * latency;
  return Math.max(floor, crawlDelay, latencyDelay, retryAfter);
};

/** The pause with its jitter. @param random a number from 0 up to 1, as `Math.random()` gives */
export const delayAfter = (input: PacingInput, random: number): number =>
  Math.ceil(baseDelay(input) * (1 + MAX_JITTER * random));

/**
 * Reads a Retry-After header: whole seconds or an HTTP date.
 * @param now milliseconds since 1970
 * @returns milliseconds to wait, never negative; null when there is none or it cannot be read
 */
export const parseRetryAfter = (value: string | undefined, now: number): number | null => {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3,9},? .{5,60}$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
};

/**
 * Pause before another attempt after a fault: doubles from the floor (at most 5 s, at least 100 ms), up to 5 min.
 * @param attempt how many attempts have failed, from 1
 */
export const backOff = (attempt: number, floor: number): number =>
  Math.min(300_000, Math.max(100, Math.min(5_000, floor)) * 2 ** (attempt - 1));
