import { type Command, InvalidArgumentError } from 'commander';
import { BadUsage } from '../../data/errors.ts';
import { readInputFile } from '../../data/files/input-file.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import type { CrawlEvent } from '../../scrapers/crawl/crawl.ts';
import { eventWords } from '../../scrapers/crawl/run/event-words.ts';
import { sourceNames } from '../../scrapers/source-names.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';
import { loadCrawl } from './load-crawl.ts';

/** Where a site is asked, and how slowly. */
export interface SiteArguments {
  delay?: number;
  baseUrl?: string;
}

/** Arguments that `plan` and `crawl` share. */
export interface CrawlArguments extends SiteArguments {
  limit?: number;
  allFrames?: boolean;
  everything?: boolean;
}

/** Words to search for: those given, else those of the protocol; from the archive everything is rebuilt. */
export const wordsFor = (
  { protocol: { search } }: Pick<Workspace, 'protocol'>,
  source: string,
  query: readonly string[],
  { everything, offline }: { everything?: boolean | undefined; offline?: boolean | undefined },
): string[] => {
  if (everything && query.length > 0)
    throw new BadUsage('bad-option', '--everything is for a crawl without words; leave one of them out');
  return query.length > 0 || everything || offline
    ? [...query]
    : [...(search[source] ?? search['any'] ?? [])];
};

export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('It is a whole number from 1 on.');
  return Number(text);
};

export const seconds = (text: string): number => {
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('It is a number of seconds.');
  return Number(text);
};

export const addSiteOptions = (command: Command): Command =>
  command
    .option(
      '--delay <seconds>',
      "pause between requests; never below the source's own but for a site on this machine",
      seconds,
    )
    .option('--base-url <url>', 'a copy of the site, e.g. http://127.0.0.1:8080');

export const addCrawlArguments = (command: Command): Command =>
  addSiteOptions(
    command
      .argument('<source>', `one of ${sourceNames.join(', ')}`)
      .argument('[query...]', 'words to search for; name=value is a filter')
      .option('--limit <cases>', 'stop after so many new cases', wholeNumber),
  ).option('--all-frames', 'every frame of stacks over 40 frames instead of their key image');

/** A crawl's progress as lines on stderr. */
export function sayEvent(event: CrawlEvent): void {
  const time = (at: number) => new Date(at).toTimeString().slice(0, 8);
  if (event.type === 'waiting' && event.until - Date.now() > 2_000)
    say(`waiting until ${time(event.until)} (${event.reason})`);
  else for (const line of eventWords(event)) say(line);
}

/** Ends what runs in order when the person or the system asks for it; asked again, the process ends at once. */
export const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};

const sessionIn = async (path: string) => {
  const { readSession } = await import('../../scrapers/crawl/door/requests/session-file.ts');
  return readSession(readInputFile(path).toString('utf8'));
};

/** What is still to come is said again when so many times more cases were read. */
const revisedAt = 2;

interface Flags extends CrawlArguments {
  session?: string;
  offline?: boolean;
  refresh?: boolean;
  headed?: boolean;
  acceptDrift?: boolean;
}

export function addCrawl(program: Command): void {
  addCrawlArguments(program.command('crawl').description('scrape new cases, lazily and politely'))
    .option('--offline', 'rebuild cases and images from the archive alone, without any request')
    .option('--refresh', 'ask for cases held already as well, conditionally')
    .option('--headed', 'show the browser, so that a person can answer what the site asks')
    .option(
      '--session <file>',
      'cookies of a session that a person exported from a browser (cookies.txt or JSON); only for a site whose permission is recorded',
    )
    .option(
      '--accept-drift',
      'go on although a field is filled less often than before, and take over what waits in suspect/',
    )
    .action(async (name: string, query: string[], { session, ...flags }: Flags, command: Command) => {
      const global = globalOptions(command);
      const { crawl, exitCodeOf, Outlook, remainingWords, sourceNamed } = await loadCrawl();
      const source = sourceNamed(name);
      const { everything: _everything, ...options } = flags;
      const cookies = session === undefined ? [] : await sessionIn(session);
      const signal = stopSignal();
      const outlook = new Outlook(flags.limit);
      let told = 0;
      const onEvent = (event: CrawlEvent): void => {
        sayEvent(event);
        outlook.take(event, Date.now());
        const remaining = event.type === 'case' && !flags.offline ? outlook.remaining() : null;
        if (remaining === null || remaining.measured < revisedAt * told) return;
        told = remaining.measured;
        say(remainingWords(remaining));
      };
      const result = await withWorkspace(global, (workspace) =>
        crawl(workspace, source, {
          ...options,
          query: wordsFor(workspace, name, query, flags),
          session: cookies,
          signal,
          onEvent,
        }),
      );
      process.exitCode = exitCodeOf(result.status);
      if (global.json) return printJson(result);
      print(
        `${result.status}: ${count(result.new, 'new case')}, ${result.updated} updated, ${result.unchanged} held and unchanged, ` +
          `${result.failed.length} failed${result.failed.length > 0 ? ' (named above; the next crawl asks for them again)' : ''}; ` +
          `${count(result.requests, 'request')} in ${result.seconds.toFixed(0)} s`,
      );
    });
}
