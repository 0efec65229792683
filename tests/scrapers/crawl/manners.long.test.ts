import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crawl } from '../../../scrapers/crawl/crawl.ts';
import { page } from '../../helpers/crawl-with.ts';
import { crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import type { SiteAnswer } from '../../helpers/http-site.ts';
import { endOf, startCrawl } from '../../helpers/kill-rounds.ts';
import { violations } from '../../helpers/manners-violations.ts';
import { startPlainSite } from '../../helpers/plain-site.ts';
import { plainSource } from '../../helpers/plain-source.ts';
import { isWhole } from '../../helpers/whole.ts';

process.env['CASELINE_CHROMIUM'] = '/nowhere/chromium';

const robots = (text: string): SiteAnswer => ({ headers: { 'content-type': 'text/plain' }, body: text });

/** A number from 0 to 99 that belongs to a path and how often it was asked for: the same faults in every run. */
const dice = (path: string, time: number) =>
  createHash('sha256').update(`${path} ${time}`).digest().readUInt32BE() % 100;

/** Roughly one answer in five is a fault; every kind of SITES' list that passes by itself, and some that end the run. */
const faultFor = (roll: number): SiteAnswer | undefined => {
  if (roll < 4) return { status: 500, body: 'oops' };
  if (roll < 6) return { status: 503, headers: { 'retry-after': '1' }, body: 'busy' };
  if (roll < 8) return { drop: 'before' };
  if (roll < 10) return { body: page('Case', 'x'.repeat(3000)), drop: 1000 };
  if (roll < 15) return { delay: 40, status: 502, body: '' };
  if (roll < 17) return { status: 429, headers: { 'retry-after': '1' }, body: '' };
  if (roll < 18) return { status: 403, body: page('No', 'no') };
  if (roll < 19) return { body: page('Just a moment...', '') };
  return undefined;
};

/** Over 150 requests in the daily run, over 1,000 with CASELINE_TEST_ALL=1. */
const [cases, least] = isWhole ? [220, 1_000] : [45, 150];

describe('manners', () => {
  test(`0 violations in over ${least} requests of mixed faults, over many runs`, {
    timeout: 400_000,
  }, async () => {
    const times = new Map<string, number>();
    const site = await startPlainSite({
      cases,
      pageSize: 10,
      robots: robots('User-agent: *\nCrawl-delay: 0.03\nDisallow: /private'),
      interfere: (path) => {
        const time = (times.get(path) ?? 0) + 1;
        times.set(path, time);
        // The second time around the site is well: a run that was blocked is started again by a person.
        return path === '/robots.txt' || time > 2 ? undefined : faultFor(dice(path, time));
      },
    });
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    let runs = 0;
    let written = 0;
    let counted = 0;
    // A run may be done although cases wait that refused it: each has its turn in a later one.
    for (let status = ''; status !== 'done' || written < cases; runs += 1) {
      const result = await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0.02 });
      status = result.status;
      written += result.new;
      counted += result.requests;
      if (runs > 150) throw new Error(`no end after ${runs} runs: ${JSON.stringify(result.failed.at(-1))}`);
    }
    expect(site.requests.length).toBeGreaterThan(least);
    expect(counted).toBe(site.requests.length);
    expect(written).toBe(cases);
    expect(runs).toBeGreaterThan(1);
    const retryAfter = ({ status }: { status: number }) => ([429, 503].includes(status) ? 1000 : 0);
    expect(
      violations(site.requests, {
        floor: 20,
        crawlDelay: 30,
        retryAfter,
        forbidden: (path) => path.startsWith('/private'),
      }),
    ).toEqual([]);
  });

  test('three sources on one host share one clock: together they are as polite as one', {
    timeout: 120_000,
  }, async () => {
    const site = await startPlainSite({ cases: 20, robots: robots('User-agent: *\nDisallow: /private') });
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0.03 };
    const names = ['plain', 'plain-b', 'plain-c'];
    const ends = await Promise.all(
      names.map((name) => endOf(startCrawl(workspace.directory, options, name))),
    );
    for (const { result } of ends) expect(result?.status).toBe('done');
    expect(site.requests.length).toBe(ends.reduce((sum, { result }) => sum + (result?.requests ?? 0), 0));
    const ordered = [...site.requests];
    const asked = {
      floor: 30,
      crawlDelay: 0,
      retryAfter: () => 0,
      forbidden: (path: string) => path.startsWith('/private'),
    };
    expect(violations(ordered, asked)).toEqual([]);
    for await (const record of workspace.cases.all()) expect(record.images).toHaveLength(2);
  });

  test('a restart waits out the pause of the run before', { timeout: 60_000 }, async () => {
    const site = await startPlainSite({ cases: 4, robots: robots('') });
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0.4, limit: 1 };
    for (let run = 0; run < 3; run += 1) await endOf(startCrawl(workspace.directory, options));
    expect(
      violations(site.requests, { floor: 400, crawlDelay: 0, retryAfter: () => 0, forbidden: () => false }),
    ).toEqual([]);
  });
});
