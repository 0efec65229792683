import { describe, expect, onTestFinished, test } from 'vitest';
import { openCrawlDatabase } from '../../../../data/embedded/crawl/crawl-database.ts';
import { SqliteHostClock } from '../../../../data/embedded/crawl/host-clock.ts';
import { Throttled } from '../../../../data/errors.ts';
import { Governor, type Manners } from '../../../../scrapers/crawl/pacing/governor.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

const manners: Manners = { floor: 60, budget: null, patience: 60_000, lease: 60_000 };
const never = new AbortController().signal;

const governorIn = (folder: string, changed: Partial<Manners> = {}) => {
  const database = openCrawlDatabase(folder);
  onTestFinished(() => database.close());
  const clock = new SqliteHostClock(database);
  return { database, governor: new Governor(clock, { ...manners, ...changed }) };
};

/** Takes one turn; notes when it began and ended. */
const turn = async (
  governor: Governor,
  host: string,
  spans: [number, number][],
  request = { latency: 1, retryAfter: 0, takes: 5 },
) =>
  governor.run(
    host,
    async () => {
      const began = Date.now();
      await new Promise((resolve) => setTimeout(resolve, request.takes));
      spans.push([began, Date.now()]);
      return { value: null, latency: request.latency, retryAfter: request.retryAfter };
    },
    never,
  );

const gaps = (spans: [number, number][]) =>
  spans.slice(1).map(([began], at) => began - (spans[at]?.[1] ?? 0));

describe('the governor', () => {
  test('lets one request at a time through to a host, a floor apart, and hosts go side by side', async () => {
    const { governor } = governorIn(temporaryFolder());
    const [one, other]: [number, number][][] = [[], []];
    await Promise.all(
      [0, 1, 2, 3].flatMap(() => [turn(governor, 'a', one ?? []), turn(governor, 'b', other ?? [])]),
    );
    for (const gap of [...gaps(one ?? []), ...gaps(other ?? [])]) expect(gap).toBeGreaterThanOrEqual(60);
    // Side by side: neither host waits until the other is through.
    expect(one?.[0]?.[0] ?? Number.NaN).toBeLessThan(other?.at(-1)?.[1] ?? 0);
    expect(other?.[0]?.[0] ?? Number.NaN).toBeLessThan(one?.at(-1)?.[1] ?? 0);
  });

  test('a slow answer, Retry-After and Crawl-delay lengthen the next pause', async () => {
    const { governor } = governorIn(temporaryFolder());
    const spans: [number, number][] = [];
    await turn(governor, 'a', spans, { latency: 50, retryAfter: 0, takes: 1 });
    await turn(governor, 'a', spans, { latency: 1, retryAfter: 200, takes: 1 });
    governor.setCrawlDelay('a', 150);
    await turn(governor, 'a', spans);
    await turn(governor, 'a', spans);
    const [slow = 0, asked = 0, crawlDelay = 0] = gaps(spans);
    expect(slow).toBeGreaterThanOrEqual(250);
    expect(asked).toBeGreaterThanOrEqual(200);
    expect(crawlDelay).toBeGreaterThanOrEqual(150);
  });

  test('a restart does not reset the manners, nor does a shorter floor of the next process', async () => {
    const folder = temporaryFolder();
    const spans: [number, number][] = [];
    await turn(governorIn(folder, { floor: 250 }).governor, 'a', spans);
    await turn(governorIn(folder, { floor: 1 }).governor, 'a', spans);
    expect(gaps(spans)[0]).toBeGreaterThanOrEqual(250);
    await turn(governorIn(folder, { floor: 300 }).governor, 'a', spans);
    expect(gaps(spans)[1]).toBeGreaterThanOrEqual(300);
  });

  test("the day's budget ends the run, is shared, and says until when", async () => {
    const folder = temporaryFolder();
    const { governor, database } = governorIn(folder, { floor: 0, budget: 3 });
    for (let count = 0; count < 3; count += 1) await turn(governor, 'a', []);
    const error = await turn(governorIn(folder, { floor: 0, budget: 3 }).governor, 'a', []).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(Throttled);
    expect(error).toMatchObject({ code: 'daily-budget', exitCode: 75 });
    expect(new Date(error.until).toISOString()).toMatch(/T00:00:00.000Z$/);
    await turn(governor, 'b', []);
    const counted = database.prepare('SELECT host, count FROM clocks ORDER BY host').all();
    expect(counted).toMatchObject([
      { host: 'a', count: 3 },
      { host: 'b', count: 1 },
    ]);
  });

  test('a pause beyond its patience is not sat out', async () => {
    const { governor } = governorIn(temporaryFolder(), { patience: 100 });
    await turn(governor, 'a', [], { latency: 1, retryAfter: 5_000, takes: 1 });
    await expect(turn(governor, 'a', [])).rejects.toMatchObject({ code: 'long-pause' });
  });

  test('waiting ends at once when the run is stopped', async () => {
    const { governor } = governorIn(temporaryFolder());
    await turn(governor, 'a', [], { latency: 1, retryAfter: 30_000, takes: 1 });
    const stop = new AbortController();
    const waiting = governor.run('a', async () => ({ value: 1, latency: 1, retryAfter: 0 }), stop.signal);
    setTimeout(() => stop.abort(), 30);
    await expect(waiting).rejects.toThrow();
  });

  test('a request that throws gives the host back', async () => {
    const { governor } = governorIn(temporaryFolder());
    const failing = governor.run('a', () => Promise.reject(new Error('broken')), never);
    await expect(failing).rejects.toThrow('broken');
    await turn(governor, 'a', []);
  });
});
