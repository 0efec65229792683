import { expect, test } from 'vitest';
import type { CrawlEvent } from '../../../../scrapers/crawl/run/events.ts';
import { Outlook, remainingWords } from '../../../../scrapers/crawl/run/outlook.ts';

const search = (found: number | null): CrawlEvent => ({ type: 'search', url: 'u', found, references: 20 });
const request = (requests: number) => ({ type: 'request', requests, bytes: 1 }) as CrawlEvent;
const read = (change: 'new' | 'unchanged' = 'new'): CrawlEvent => ({
  type: 'case',
  id: 'a-1',
  url: 'u',
  change,
  images: 1,
  missing: 0,
  givenUp: false,
});

/** Cases that take so many requests each, a request in ten seconds. */
function follow(outlook: Outlook, costs: readonly number[]): void {
  let requests = 0;
  for (const cost of costs) {
    for (let one = 0; one < cost; one += 1) {
      outlook.take(request(requests + 1), requests * 10_000);
      requests += 1;
    }
    outlook.take(read(), requests * 10_000);
  }
}

test('a crawl tells what is still to come by what its own cases took, once three were read', () => {
  const outlook = new Outlook(30);
  outlook.take(search(400), 0);
  follow(outlook, [5, 5]);
  expect(outlook.remaining()).toBeNull();
  follow(outlook, [5, 5, 5, 5]);
  const even = new Outlook(30);
  even.take(search(400), 0);
  follow(even, Array(10).fill(6));
  expect(even.remaining()).toEqual({
    cases: 20,
    requests: { min: 120, max: 120 },
    seconds: { min: 1200, max: 1200 },
    measured: 10,
  });
  expect(remainingWords(even.remaining() as never)).toBe(
    'still to come: up to 20 more cases, 120 requests, 20 min, by what the 10 so far took',
  );
});

test('cases that differ widen it, at most twofold; no more cases than results; nothing known, nothing said', () => {
  const outlook = new Outlook(undefined);
  outlook.take(search(8), 0);
  follow(outlook, [2, 40, 3, 30]);
  const remaining = outlook.remaining();
  expect(remaining?.cases).toBe(4);
  const { min = 0, max = 0 } = remaining?.requests ?? {};
  expect(max).toBeGreaterThan(min);
  expect(max).toBeLessThanOrEqual(2 * min);
  expect(min).toBeLessThanOrEqual(75);
  expect(max).toBeGreaterThanOrEqual(75);
  // A crawl that goes on where another stopped passes over what is held, and asks in vain for some.
  const resumed = new Outlook(30);
  resumed.take(search(20), 0);
  for (let one = 0; one < 10; one += 1) resumed.take({ type: 'held', id: 'a-1', url: 'u' }, 0);
  resumed.take({ type: 'failed', failure: { url: 'u', code: 'not-found', message: 'm' } }, 0);
  follow(resumed, [5, 5, 5]);
  expect(resumed.remaining()).toMatchObject({ cases: 6, requests: { min: 30, max: 30 }, measured: 3 });
  const endless = new Outlook(undefined);
  endless.take(search(null), 0);
  follow(endless, [5, 5, 5]);
  expect(endless.remaining()).toBeNull();
  const over = new Outlook(3);
  follow(over, [5, 5, 5]);
  expect(over.remaining()).toBeNull();
});
