import { z } from 'zod';

/**
 * What became of a request. `ok`: a whole, usable answer. `rendered`: a page's document after its scripts ran.
 * `page`: which answers one open page received. `fault`: no whole answer (network, 5xx, cut short).
 */
export const outcomes = [
  'ok',
  'redirect',
  'not-modified',
  'not-found',
  'refused',
  'blocked',
  'fault',
  'robots',
  'rendered',
  'page',
] as const;
export type Outcome = (typeof outcomes)[number];

/** One line of `archive/fetches.jsonl`. */
export const journalEntrySchema = z.object({
  id: z.string().min(1).max(100),
  run: z.string().max(100),
  source: z.string().max(40),
  /** As requested. */
  url: z.string().max(20_000),
  /** When it was sent, ISO 8601, UTC. */
  time: z.iso.datetime(),
  via: z.enum(['request', 'browser']),
  outcome: z.enum(outcomes),
  /** 0 when there was no answer. */
  status: z.int().min(0).max(999),
  /** Those that later requests or readers need: type, validators, location, pause. Lower-case names. */
  headers: z.record(z.string(), z.string()),
  /** Length of the decoded body, and as sent. */
  bytes: z.int().min(0),
  wireBytes: z.int().min(0),
  /** SHA-256 of the decoded body, null without one. */
  sha256: z.string().nullable(),
  /** Where the record stands: file in `archive/`, first byte and length of its gzip member. Null for faults and pages. */
  warc: z.object({ file: z.string(), offset: z.int(), length: z.int() }).nullable(),
  /** Milliseconds from sending to the end of the body. */
  latency: z.number(),
  /** Block reason, error code, or what a redirect led to. */
  note: z.string().optional(),
  /** For `not-modified`: the entry it confirms. For `ok`: the earlier entry that holds the same payload. For `page`: the rendered document. */
  refersTo: z.string().optional(),
  /** For `page`: the entries it received, in order. */
  received: z.array(z.string()).optional(),
  /** For `page`: the addresses passed on the way. */
  redirects: z.array(z.string()).optional(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Headers kept in the journal; the WARC record has all of them. */
const KEPT = [
  'content-type',
  'content-encoding',
  'content-length',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'cache-control',
  'date',
];

/** Those of the named headers that are there. */
export const pickHeaders = (
  headers: Readonly<Record<string, string>>,
  names: readonly string[] = KEPT,
): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

/** Reads one line; null for a torn or foreign one, which is passed over. */
export const readJournalLine = (line: string): JournalEntry | null => {
  try {
    const parsed = journalEntrySchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};
