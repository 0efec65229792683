import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { WARCParser } from 'warcio';
import { crawl } from '../../scrapers/crawl/crawl.ts';
import { casesOf, crawlWorkspace } from './crawl-workspace.ts';
import { crawlThroughKills, needlessRepeats, receivedTwice } from './kill-rounds.ts';
import { startPlainSite } from './plain-site.ts';
import { plainSource } from './plain-source.ts';

const timeless = (cases: Map<string, string>) =>
  [...cases].map(([id, text]) => [id, text.replace(/"retrievedAt":"[^"]*"/, '')]);

/**
 * Crawls a site of its own to the end through up to `most` kills, and checks that nothing was lost, doubled, asked for
 * needlessly or left broken. @returns the number of kills
 */
export const killedCrawl = async (most: number, cases: number): Promise<number> => {
  const site = await startPlainSite({ cases, imagesPerCase: 3, pageSize: 10, imageSize: 32 });
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  const options = { baseUrl: site.origin, delay: 0 };
  const seen = () => site.requests.length;
  const { kills, result } = await crawlThroughKills(workspace.directory, options, {
    most,
    within: 250,
    seen,
  });
  expect(result).toMatchObject({ status: 'done', failed: [] });
  expect(needlessRepeats(site.requests, kills)).toEqual([]);
  expect(receivedTwice(workspace.directory)).toEqual([]);
  const quiet = crawlWorkspace();
  await crawl(quiet, plainSource, options);
  const [disturbed, undisturbed] = [await casesOf(workspace), await casesOf(quiet)];
  expect(disturbed.size).toBe(cases);
  expect(timeless(disturbed)).toEqual(timeless(undisturbed));
  const archive = join(workspace.directory, 'archive');
  for (const file of readdirSync(archive).filter((name) => name.endsWith('.warc.gz'))) {
    for await (const record of WARCParser.iterRecords(createReadStream(join(archive, file))))
      await record.readFully(false);
  }
  return kills.length;
};
