import type { Command } from 'commander';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { addCrawlArguments, type CrawlArguments, sayEvent, wordsFor } from './crawl.ts';
import { loadCrawl } from './load-crawl.ts';

const exitCodes = { planned: 0, blocked: 75, failed: 1 } as const;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;

export function addPlan(program: Command): void {
  const description =
    'what a crawl would request and how long it takes; asks for robots.txt and search pages only';
  addCrawlArguments(program.command('plan').description(description)).action(
    async (name: string, query: string[], flags: CrawlArguments, command: Command) => {
      const global = globalOptions(command);
      const { duration, plan, restsOn, sourceNamed } = await loadCrawl();
      const source = sourceNamed(name);
      const { everything: _everything, ...options } = flags;
      const result = await withWorkspace(global, (workspace) =>
        plan(workspace, source, {
          ...options,
          query: wordsFor(workspace, name, query, flags),
          onEvent: sayEvent,
        }),
      );
      process.exitCode = exitCodes[result.status];
      if (global.json) return printJson(result);
      const { cases, refused, requests, bytes, seconds } = result;
      for (const { url, message } of result.failed) print(`${result.status} at ${url}: ${message}`);
      print(
        `${count(cases, 'new case')}: ${requests.min} to ${count(requests.max, 'request')}, about ${megabytes(bytes)}, ` +
          `${duration(seconds.min)} to ${duration(seconds.max)} at the polite rate`,
      );
      if (cases > 0) print(restsOn(result));
      if (refused > 0)
        print(`${count(refused, 'case')} refused an earlier crawl: asked for last, and not counted as new`);
    },
  );
}
