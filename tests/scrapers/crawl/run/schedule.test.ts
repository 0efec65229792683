import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openCrawlStores } from '../../../../data/embedded/crawl/crawl-stores.ts';
import type { CrawlOptions, CrawlResult } from '../../../../scrapers/crawl/crawl.ts';
import { type Schedule, Scheduler } from '../../../../scrapers/crawl/run/schedule.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

const daily: Schedule = {
  name: 'daily',
  source: 'plain',
  query: ['covid'],
  cron: '0 3 * * *',
  enabled: true,
};
const result: CrawlResult = {
  source: 'plain',
  query: 'covid',
  found: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  failed: [],
  requests: 1,
  bytes: 1,
  seconds: 1,
  status: 'done',
};
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour);

/** What the clock of the stores says. */
let time = at(1);
beforeEach(() => {
  time = at(1);
});

const schedulerIn = (
  folder: string,
  schedules: Schedule[],
  run: (schedule: Schedule, options: CrawlOptions) => Promise<CrawlResult>,
) => {
  const stores = openCrawlStores(folder, () => time.getTime());
  onTestFinished(() => stores[Symbol.asyncDispose]());
  return new Scheduler(stores, schedules, ['plain'], run);
};

describe('schedules', () => {
  test('are not due for the time before they were first seen, then once however many times were missed', async () => {
    const ran: string[] = [];
    const run = async ({ name }: Schedule) => {
      ran.push(name);
      return result;
    };
    const folder = temporaryFolder();
    const scheduler = schedulerIn(folder, [daily], run);
    expect(await scheduler.runDue()).toEqual({ ran: [], left: [] });
    expect(await scheduler.list()).toMatchObject([
      { name: 'daily', due: false, next: at(2, 3).toISOString() },
    ]);
    time = at(5);
    expect(await scheduler.list()).toMatchObject([{ due: true, running: false, held: null }]);
    await scheduler.runDue();
    time = at(5, 13);
    await scheduler.runDue();
    expect(ran).toEqual(['daily']);
    // A fresh process knows what the one before did.
    const next = schedulerIn(folder, [daily], run);
    time = at(5, 14);
    await next.runDue();
    expect(ran).toEqual(['daily']);
    time = at(6, 4);
    await next.runDue();
    expect(ran).toEqual(['daily', 'daily']);
  });

  test('never run twice at the same time', async () => {
    const folder = temporaryFolder();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = async () => {
      await held;
      return result;
    };
    const first = schedulerIn(folder, [daily], slow).run('daily');
    const other = schedulerIn(folder, [daily], async () => result);
    expect(await other.list()).toMatchObject([{ running: true }]);
    expect(await other.run('daily')).toBeNull();
    release();
    expect(await first).toEqual(result);
    expect(await other.run('daily')).toEqual(result);
  });

  test('found due by several at once run once', async () => {
    const folder = temporaryFolder();
    const several = [1, 2, 3].map(() => schedulerIn(folder, [daily], async () => result));
    for (const scheduler of several) await scheduler.list();
    time = at(3);
    const ran = (await Promise.all(several.map((scheduler) => scheduler.runDue()))).flatMap((one) => one.ran);
    expect(ran).toHaveLength(1);
  });

  test('leave a source alone that refused the last crawl, until a crawl by hand went through', async () => {
    const folder = temporaryFolder();
    const stores = openCrawlStores(folder);
    onTestFinished(() => stores[Symbol.asyncDispose]());
    const ended = async (status: 'blocked' | 'done', code?: string) => {
      const { run } = await stores.runs.start({
        kind: 'crawl',
        source: 'plain',
        base: 'b',
        query: 'covid',
        options: {},
      });
      const failed = code === undefined ? [] : [{ url: 'u', code, message: 'm' }];
      await stores.runs.finish(run.id, status, { ...result, status, failed });
    };
    const scheduler = schedulerIn(folder, [daily], async () => result);
    await scheduler.list();
    await ended('blocked', 'challenge');
    time = at(3);
    const { ran, left } = await scheduler.runDue();
    expect(ran).toEqual([]);
    expect(left[0]?.why).toContain('challenge');
    await ended('done');
    expect((await scheduler.runDue()).ran).toHaveLength(1);
    // A pause that passes by itself is nobody's business.
    await ended('blocked', 'daily-budget');
    time = at(5);
    expect((await scheduler.runDue()).ran).toHaveLength(1);
  });

  test('switched off are never due, and one that is not there is named', async () => {
    const folder = temporaryFolder();
    const off = { ...daily, enabled: false };
    const scheduler = schedulerIn(folder, [off], async () => result);
    await scheduler.list();
    time = at(9);
    expect(await scheduler.list()).toMatchObject([{ due: false, next: null }]);
    await expect(scheduler.run('weekly')).rejects.toMatchObject({ code: 'no-schedule' });
  });

  test('that are wrong, or whose crawl cannot begin, cost themselves alone', async () => {
    const schedules = [
      { ...daily, name: 'cron', cron: 'every day' },
      { ...daily, name: 'source', source: 'nowhere' },
      { ...daily, name: 'refused' },
      { ...daily, refresh: true },
      { ...daily, cron: '0 4 * * *' },
      { ...daily, name: 'last' },
    ];
    const asked: unknown[] = [];
    const scheduler = schedulerIn(temporaryFolder(), schedules, async ({ name }, options) => {
      if (name === 'refused') throw new Error('no permission is recorded');
      asked.push([name, options.refresh]);
      return result;
    });
    const faults = (await scheduler.list()).map(({ fault }) => fault);
    expect(faults).toEqual([
      expect.stringMatching(/'cron' in caseline\.json: 'every day' is no cron expression/),
      expect.stringMatching(/'source'.* no source 'nowhere'; known are plain/),
      null,
      null,
      expect.stringMatching(/'daily'.* same name/),
      null,
    ]);
    time = at(3);
    const { ran, left } = await scheduler.runDue();
    expect(ran.map(({ name }) => name)).toEqual(['daily', 'last']);
    expect(left.map(({ name, isFault }) => [name, isFault])).toEqual([
      ['cron', true],
      ['source', true],
      ['refused', true],
      ['daily', true],
    ]);
    expect(left[2]?.why).toBe('no permission is recorded');
    expect(asked).toEqual([
      ['daily', true],
      ['last', false],
    ]);
    await expect(scheduler.run('cron')).rejects.toMatchObject({ code: 'bad-schedule' });
  });

  test('are rehearsed against a copy and stopped: what comes after does not begin', async () => {
    const asked: unknown[] = [];
    const stop = new AbortController();
    const run = async (_: Schedule, { baseUrl, delay, signal }: CrawlOptions) => {
      asked.push([baseUrl, delay, signal === stop.signal]);
      stop.abort();
      return result;
    };
    const scheduler = schedulerIn(temporaryFolder(), [daily, { ...daily, name: 'next' }], run);
    await scheduler.run('daily', { baseUrl: 'http://127.0.0.1:1', delay: 0, signal: stop.signal });
    expect(asked).toEqual([['http://127.0.0.1:1', 0, true]]);
    await scheduler.list();
    time = at(3);
    expect(await scheduler.runDue(stop.signal)).toEqual({ ran: [], left: [] });
  });

  test('wait for a person where a page has changed its markup', async () => {
    const folder = temporaryFolder();
    const scheduler = schedulerIn(folder, [daily], async () => result);
    const stores = openCrawlStores(folder);
    onTestFinished(() => stores[Symbol.asyncDispose]());
    const { run } = await stores.runs.start({
      kind: 'crawl',
      source: 'plain',
      base: 'b',
      query: '',
      options: {},
    });
    const failed = [{ url: 'u', code: 'contract-broken', message: 'm' }];
    await stores.runs.finish(run.id, 'failed', { ...result, status: 'failed', failed });
    expect(await scheduler.list()).toMatchObject([{ held: expect.stringMatching(/mend the parser/) }]);
  });
});
