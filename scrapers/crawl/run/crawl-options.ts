import { z } from 'zod';
import { BadUsage } from '../../../data/errors.ts';
import { describeProblems } from '../../../data/format/read.ts';
import type { Cookie } from '../door/requests/cookie-jar.ts';
import type { CrawlListener } from './events.ts';
import { tellEvent } from './told.ts';

const optionsSchema = z.strictObject({
  query: z.array(z.string().max(2_000)).max(100).default([]),
  /** New cases to write at most. */
  limit: z.int().min(1).optional(),
  /** Seconds between requests. */
  delay: z.number().min(0).max(86_400).optional(),
  baseUrl: z.string().max(500).optional(),
  allFrames: z.boolean().default(false),
  offline: z.boolean().default(false),
  refresh: z.boolean().default(false),
  headed: z.boolean().default(false),
  /** Goes on although a field's fill rate dropped, and takes the new rate as usual. */
  acceptDrift: z.boolean().default(false),
  /** Longest pause to sit out, seconds; a longer one ends the run as throttled. */
  patience: z.number().min(0).optional(),
  /** Name of the schedule that starts it. */
  schedule: z.string().max(100).optional(),
});

/** What to crawl and how; as the command line gives it. */
export interface CrawlOptions extends z.input<typeof optionsSchema> {
  /** Stops the crawl cleanly: the write under way is finished, nothing more is requested. */
  readonly signal?: AbortSignal;
  readonly onEvent?: CrawlListener;
  /** Cookies of a session that a person exported; only for a source whose permission is recorded. */
  readonly session?: readonly Cookie[];
}

export interface CheckedOptions extends z.output<typeof optionsSchema> {
  readonly signal: AbortSignal;
  readonly emit: CrawlListener;
  readonly session: readonly Cookie[];
}

/** Where windows are shown by a display server, and none is named, no window can be opened. */
const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

/** @throws BadUsage naming the option that is off */
export const checkOptions = ({ signal, onEvent, session, ...rest }: CrawlOptions): CheckedOptions => {
  const parsed = optionsSchema.safeParse(rest);
  if (!parsed.success) throw new BadUsage('bad-option', `crawl: ${describeProblems(parsed.error)}`);
  if (parsed.data.offline && parsed.data.refresh) {
    throw new BadUsage('bad-option', '--offline asks no site and --refresh does: give one of them');
  }
  if (parsed.data.headed && !hasDisplay()) {
    throw new BadUsage(
      'no-display',
      '--headed opens a window, and this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Run it where ' +
        'there is one, or let a person get past the wall in a browser, export the session, and give it with --session FILE.',
    );
  }
  return {
    ...parsed.data,
    signal: signal ?? new AbortController().signal,
    emit: (event) => {
      tellEvent(event);
      onEvent?.(event);
    },
    session: session ?? [],
  };
};
