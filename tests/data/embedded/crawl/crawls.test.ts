import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCrawlDatabase } from '../../../../data/embedded/crawl/crawl-database.ts';
import { FileCrawls } from '../../../../data/embedded/crawl/crawls.ts';
import { SqliteHostClock } from '../../../../data/embedded/crawl/host-clock.ts';
import { crawlsContract } from '../../../contract-suites/crawls.ts';
import { hostClockContract } from '../../../contract-suites/host-clock.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

const clockIn = (folder: string, now?: () => number): SqliteHostClock => {
  const database = openCrawlDatabase(folder);
  onTestFinished(() => database.close());
  return new SqliteHostClock(database, now);
};

crawlsContract(async () => new FileCrawls(temporaryFolder()));

hostClockContract(async () => {
  const folder = temporaryFolder();
  let time = Date.UTC(2026, 10, 22, 23);
  const now = () => time;
  return {
    clock: clockIn(folder, now),
    other: clockIn(folder, now),
    forward: (milliseconds) => {
      time += milliseconds;
    },
  };
});

test('a long pause is on the disk at once, short ones when there is time', async () => {
  const folder = temporaryFolder();
  const clock = clockIn(folder);
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
