import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type CrawlDatabase, openCrawlDatabase } from '../../../../data/embedded/crawl/crawl-database.ts';
import { FileCrawls } from '../../../../data/embedded/crawl/crawls.ts';
import { SqliteHostClock } from '../../../../data/embedded/crawl/host-clock.ts';
import { SqliteScheduleStates } from '../../../../data/embedded/crawl/schedule-states.ts';
import { archiveContract } from '../../../contract-suites/archive.ts';
import { crawlsContract } from '../../../contract-suites/crawls.ts';
import { hostClockContract } from '../../../contract-suites/host-clock.ts';
import { schedulesContract } from '../../../contract-suites/schedules.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

const databaseIn = (folder: string): CrawlDatabase => {
  const database = openCrawlDatabase(folder);
  onTestFinished(() => database.close());
  return database;
};

/** Two processes' views of one store whose time the suite moves on. */
const movable = <T>(start: number, view: (database: CrawlDatabase, now: () => number) => T) => {
  const folder = temporaryFolder();
  let time = start;
  const one = () => view(databaseIn(folder), () => time);
  const forward = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { one: one(), other: one(), forward };
};

crawlsContract(async () => new FileCrawls(temporaryFolder()));
archiveContract(async () => new FileCrawls(temporaryFolder()));

hostClockContract(async () => {
  const { one: clock, ...rest } = movable(
    Date.UTC(2026, 10, 22, 23),
    (database, now) => new SqliteHostClock(database, now),
  );
  return { clock, ...rest };
});

schedulesContract(async () => {
  const { one: schedules, ...rest } = movable(
    Date.UTC(2026, 10, 22, 23),
    (database, now) => new SqliteScheduleStates(database, now),
  );
  return { schedules, ...rest };
});

test('a long pause is on the disk at once, short ones when there is time', async () => {
  const folder = temporaryFolder();
  const clock = new SqliteHostClock(databaseIn(folder));
  const onDisk = (host: string) => readFileSync(join(folder, 'crawl.sqlite')).includes(host);
  for (const [host, pause] of [
    ['short.example', 5_000],
    ['long.example', 3_600_000],
  ] as const) {
    const slot = await clock.acquire(host, { floor: 0, budget: null, lease: 1_000 });
    if (slot.granted) await clock.release(host, slot.token, pause);
    expect(onDisk(host), host).toBe(pause > 60_000);
  }
});

test.each([
  ['half written', '{"source": "pl', /reason\.json cannot be read/],
  ['of another shape', '{"source": "plain"}', /reason\.json is not valid \(.*url/],
  ['of another source', null, /reason\.json is of 'other'/],
  ['without its reason', undefined, /it has no reason\.json/],
])('a blocked record %s is named, and the others are listed', async (_name, text, message) => {
  const folder = temporaryFolder();
  const { blocked } = new FileCrawls(folder);
  const reason = {
    source: 'plain',
    url: 'http://a.example/x',
    reason: 'forbidden',
    message: 'no',
    status: 403,
    headers: {},
    time: '2026-11-22T10:00:00.000Z',
    run: 'r1',
  };
  const whole = await blocked.keep(reason, Buffer.from('x'), null);
  const half = join(folder, 'blocked', 'plain', 'half');
  mkdirSync(half);
  const content = text === null ? JSON.stringify({ ...reason, source: 'other' }) : text;
  if (content !== undefined) writeFileSync(join(half, 'reason.json'), content);
  const { records, damaged } = await blocked.list();
  expect(records).toEqual([whole]);
  expect(damaged).toEqual([
    { source: 'plain', key: 'half', message: expect.stringMatching(/^blocked\/plain\/half: /) },
  ]);
  expect(damaged[0]?.message).toMatch(message);
});
