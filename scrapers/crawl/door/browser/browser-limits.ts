/** What a page in the browser is waited for, and what it gets. Times in milliseconds. */
export const BROWSER_LIMITS = {
  /** Without a request in flight for this long, the page is taken to be ready. */
  quiet: 300,
  /** A page that never is quiet is read as it stands after this long. */
  ready: 15_000,
  /** A page whose scripts keep the browser busy for longer than this is given up. */
  hang: 30_000,
  /** Answers that one page gets; what it asks for beyond them is not sent. */
  requests: 100,
  /** How often one page may load a document, the first one included. */
  documents: 5,
} as const;
