import type { CrawlResult, Failure } from '../../../data/format/crawl-result.ts';

export const failureOf = (url: string, { code, message }: { code: string; message: string }): Failure => ({
  url,
  code,
  message,
});

/** What a run comes to that asked for nothing. */
export const nothingDone = (source: string, query: string): Omit<CrawlResult, 'status'> => ({
  source,
  query,
  found: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  failed: [],
  requests: 0,
  bytes: 0,
  seconds: 0,
});

/** What the command line ends with: 0 done, 1 failed, 75 blocked or throttled. */
export const exitCodeOf = (status: CrawlResult['status']): 0 | 1 | 75 =>
  status === 'blocked' ? 75 : status === 'failed' ? 1 : 0;
