/** Something that could not be had, and why. */
export interface Failure {
  readonly url: string;
  /** Code of the error: `not-found`, `truncated`, `challenge`, ... */
  readonly code: string;
  readonly message: string;
}

export const failureOf = (url: string, { code, message }: { code: string; message: string }): Failure => ({
  url,
  code,
  message,
});

/** What a crawl did: the object that `caseline crawl --json` prints. */
export interface CrawlResult {
  readonly source: string;
  readonly query: string;
  /** Results the site claims, or those seen when it claims nothing. */
  readonly found: number;
  readonly new: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: readonly Failure[];
  /** Every HTTP request to the source, robots.txt, redirects and retries included. */
  readonly requests: number;
  /** Bytes of bodies received, as sent. */
  readonly bytes: number;
  readonly seconds: number;
  readonly status: 'done' | 'limit' | 'blocked' | 'failed';
}

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
