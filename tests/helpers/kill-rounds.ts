import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readJournalLine } from '../../data/format/journal-entry.ts';
import type { CrawlOptions, CrawlResult } from '../../scrapers/crawl/crawl.ts';
import type { SeenRequest } from './http-site.ts';

const script = fileURLToPath(new URL('./crawl-child.ts', import.meta.url));

/** Starts a crawl as a process of its own. @param source a name for the made-up source, where several run beside each other */
export const startCrawl = (directory: string, options: CrawlOptions, source = 'plain'): ChildProcess =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, directory, JSON.stringify(options), source],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );

/** How a crawl ended by itself. */
export const endOf = async (
  child: ChildProcess,
): Promise<{ signal: string | null; result: CrawlResult | null }> => {
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const signal = await new Promise<string | null>((resolve) =>
    child.on('exit', (_code, name) => resolve(name)),
  );
  return { signal, result: printed === '' ? null : (JSON.parse(printed) as CrawlResult) };
};

/**
 * Starts the same crawl again and again and kills it (SIGKILL) a random moment after its first request, until one comes
 * to its end. @returns when each killed one was gone, and the result of the last one
 */
export const crawlThroughKills = async (
  directory: string,
  options: CrawlOptions,
  killer: { most: number; within: number; seen: () => number },
): Promise<{ kills: number[]; result: CrawlResult | null }> => {
  const kills: number[] = [];
  for (;;) {
    const before = killer.seen();
    const child = startCrawl(directory, options);
    const ended = endOf(child);
    if (kills.length < killer.most) {
      while (killer.seen() === before && child.exitCode === null && child.signalCode === null) await sleep(2);
      await sleep(Math.random() * killer.within);
      child.kill('SIGKILL');
    }
    const { signal, result } = await ended;
    if (signal !== 'SIGKILL') return { kills, result };
    // A request that left before the kill took effect may be noticed after the process is gone.
    await sleep(10);
    kills.push(Date.now());
  }
};

/**
 * Requests that were sent again although they were not under way when a process died: with one request at a time, only the
 * last one of a killed process may have to be repeated. Search pages do not count: a run that was killed as it ended is
 * followed by a new one.
 */
export const needlessRepeats = (requests: readonly SeenRequest[], kills: readonly number[]): string[] => {
  const lastOfProcess = new Set(
    kills.map((kill) => requests.findLastIndex(({ arrived }) => arrived <= kill)),
  );
  const sent = new Map<string, number>();
  const needless: string[] = [];
  requests.forEach(({ url }, at) => {
    const before = sent.get(url);
    if (before !== undefined && !url.startsWith('/search') && !lastOfProcess.has(before)) needless.push(url);
    sent.set(url, at);
  });
  return needless;
};

/** URLs that the journal of a workspace holds twice as received, search pages aside. */
export const receivedTwice = (directory: string): string[] => {
  const lines = readFileSync(join(directory, 'archive', 'fetches.jsonl'), 'utf8').split('\n');
  const urls = lines
    .map((line) => readJournalLine(line))
    .filter((entry) => entry?.outcome === 'ok' && !entry.url.includes('/search'))
    .map((entry) => entry?.url ?? '');
  return urls.filter((url, at) => urls.indexOf(url) !== at);
};
