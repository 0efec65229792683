import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOff, baseDelay, delayAfter, parseRetryAfter } from '../../../../scrapers/crawl/pacing/pacing.ts';

const milliseconds = fc.integer({ min: 0, max: 600_000 });
const input = fc.record({
  floor: milliseconds,
  crawlDelay: milliseconds,
  latency: milliseconds,
  retryAfter: milliseconds,
});

describe('the pause between two requests', () => {
  test('is never shorter than any of its four reasons, and jitter only lengthens it', () => {
    fc.assert(
      fc.property(input, fc.double({ min: 0, max: 0.999, noNaN: true }), (pacing, random) => {
        const delay = delayAfter(pacing, random);
        expect(delay).toBeGreaterThanOrEqual(pacing.floor);
        expect(delay).toBeGreaterThanOrEqual(pacing.crawlDelay);
        expect(delay).toBeGreaterThanOrEqual(pacing.retryAfter);
        if (pacing.floor > 0 || pacing.latency >= 150)
          expect(delay).toBeGreaterThanOrEqual(5 * pacing.latency);
        expect(delay).toBeLessThanOrEqual(Math.ceil(baseDelay(pacing) * 1.25));
      }),
    );
  });

  test('at full speed only a quick answer is followed at once', () => {
    expect(baseDelay({ floor: 0, crawlDelay: 0, latency: 3, retryAfter: 0 })).toBe(0);
    expect(baseDelay({ floor: 0, crawlDelay: 0, latency: 200, retryAfter: 0 })).toBe(1000);
    expect(baseDelay({ floor: 0, crawlDelay: 2000, latency: 3, retryAfter: 0 })).toBe(2000);
  });

  test('after faults doubles, within bounds', () => {
    expect([1, 2, 3].map((attempt) => backOff(attempt, 10_000))).toEqual([5_000, 10_000, 20_000]);
    expect([1, 2, 3].map((attempt) => backOff(attempt, 0))).toEqual([100, 200, 400]);
    expect(backOff(40, 10_000)).toBe(300_000);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    ['', null],
  ])('%j means %j ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
