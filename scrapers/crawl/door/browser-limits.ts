/** What a page in the browser is waited for. Milliseconds. */
export const BROWSER_LIMITS = {
  /** Without a request in flight for this long, the page is taken to be ready. */
  quiet: 300,
  /** A page that never is quiet is read as it stands after this long. */
  ready: 15_000,
  /** A page whose scripts keep the browser busy for longer than this is given up. */
  hang: 30_000,
} as const;
