import { onTestFinished } from 'vitest';
import { type CrawlOptions, crawl } from '../../scrapers/crawl/crawl.ts';
import { crawlWorkspace } from './crawl-workspace.ts';
import type { SiteAnswer } from './http-site.ts';
import { type PlainSiteOptions, startPlainSite } from './plain-site.ts';
import { plainSource } from './plain-source.ts';

/** Crawls a made-up site of three cases that may answer strangely. */
export const crawlWith = async (options: PlainSiteOptions, crawlOptions: Partial<CrawlOptions> = {}) => {
  const site = await startPlainSite({ cases: 3, ...options });
  onTestFinished(() => site.close());
  const workspace = crawlWorkspace();
  const result = await crawl(workspace, plainSource, { baseUrl: site.origin, delay: 0, ...crawlOptions });
  return { site, workspace, result };
};

/** Answers the first `times` requests of a path with a fault, then lets the site answer. */
export const first = (times: number, path: string, answer: SiteAnswer) => {
  let left = times;
  return (asked: string) => (asked.startsWith(path) && left-- > 0 ? answer : undefined);
};
/** Answers every request of a path with a fault. */
export const always = (path: string, answer: SiteAnswer) => first(Number.POSITIVE_INFINITY, path, answer);
export const page = (title: string, body: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`;
