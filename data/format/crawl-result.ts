/** Something that could not be had, and why. */
export interface Failure {
  readonly url: string;
  /** Code of the error: `not-found`, `truncated`, `challenge`, ... */
  readonly code: string;
  readonly message: string;
}

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
