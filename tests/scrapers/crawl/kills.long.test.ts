import { describe, expect, onTestFinished, test } from 'vitest';
import { crawl } from '../../../scrapers/crawl/crawl.ts';
import { casesOf, crawlWorkspace } from '../../helpers/crawl-workspace.ts';
import { endOf, needlessRepeats, startCrawl } from '../../helpers/kill-rounds.ts';
import { killedCrawl } from '../../helpers/killed-crawl.ts';
import { startPlainSite } from '../../helpers/plain-site.ts';
import { plainSource } from '../../helpers/plain-source.ts';
import { isWhole } from '../../helpers/whole.ts';

/** Kills one crawl after the other until `kills` processes have died. */
const lane = async (kills: number): Promise<number> => {
  let done = 0;
  while (done < kills) done += await killedCrawl(kills - done, 150);
  return done;
};

/** 12 kills in the daily run, 200 with CASELINE_TEST_ALL=1. */
const each = isWhole ? 100 : 6;

describe('a crawl that is killed again and again', () => {
  test(`${2 * each} kills at random moments: no case twice, none lost, no answer asked for again`, {
    timeout: 900_000,
  }, async () => {
    const kills = await Promise.all([lane(each), lane(each)]);
    expect(kills).toEqual([each, each]);
  });

  test('stopped by SIGTERM it ends with a result, and the next one goes on', {
    timeout: 60_000,
  }, async () => {
    const site = await startPlainSite({ cases: 40 });
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    const child = startCrawl(workspace.directory, { baseUrl: site.origin, delay: 0 });
    const ended = endOf(child);
    while (site.requests.length < 30) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGTERM');
    const { signal, result } = await ended;
    expect(signal).toBeNull();
    expect(result).toMatchObject({ status: 'failed', failed: [{ code: 'interrupted' }] });
    expect(await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0 })).toMatchObject({
      status: 'done',
    });
    expect((await casesOf(workspace)).size).toBe(40);
    expect(needlessRepeats(site.requests, [])).toEqual([]);
  });
});
