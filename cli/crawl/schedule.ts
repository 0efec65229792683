import type { Command } from 'commander';
import type { Workspace } from '../../data/ports/workspace.ts';
import type { CrawlResult } from '../../scrapers/crawl/crawl.ts';
import { sourceNames } from '../../scrapers/source-names.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { addSiteOptions, type SiteArguments, sayEvent, stopSignal } from './crawl.ts';
import { loadCrawl } from './load-crawl.ts';

const inWords = (result: CrawlResult): string =>
  `${result.status}, ${count(result.new, 'new case')}, ${count(result.requests, 'request')}`;

/** The workspace's schedules, each run by the same crawl as by hand. */
async function withScheduler<T>(
  workspace: Workspace,
  work: (scheduler: import('../../scrapers/crawl/run/schedule.ts').Scheduler) => Promise<T>,
): Promise<T> {
  const { crawl, exitCodeOf, sourceNamed } = await loadCrawl();
  const { Scheduler } = await import('../../scrapers/crawl/run/schedule.ts');
  await using stores = await workspace.crawls.open();
  const { schedules } = workspace.config;
  const scheduler = new Scheduler(stores, schedules, sourceNames, async ({ source }, options) => {
    const result = await crawl(workspace, sourceNamed(source), { ...options, onEvent: sayEvent });
    process.exitCode = Math.max(Number(process.exitCode ?? 0), exitCodeOf(result.status));
    return result;
  });
  return await work(scheduler);
}

export function addSchedule(program: Command): void {
  const schedule = program
    .command('schedule')
    .description('crawls that run by themselves (cron syntax in caseline.json)');
  schedule
    .command('list')
    .description('when each runs next, and what its last run did')
    .action(async (_options: unknown, command: Command) => {
      const global = globalOptions(command);
      const list = await withWorkspace(global, (workspace) =>
        withScheduler(workspace, (scheduler) => scheduler.list()),
      );
      if (global.json) return printJson(list);
      if (list.length === 0) return print('there are no schedules; add them to "schedules" in caseline.json');
      for (const { name, source, query, cron, next, due, running, fault, held, last } of list) {
        const state = running
          ? 'running'
          : (fault ?? held ?? (due ? 'due now' : next === null ? 'switched off' : `next ${next}`));
        const before =
          last === null ? 'never run' : `last ${new Date(last.started).toISOString()}: ${last.status}`;
        print(`${name} (${source} ${query.join(' ') || 'everything'}, ${cron}): ${state}; ${before}`);
      }
    });
  addSiteOptions(
    schedule.command('run').description('run one now').argument('<name>', 'its name in caseline.json'),
  ).action(async (name: string, site: SiteArguments, command: Command) => {
    const global = globalOptions(command);
    const signal = stopSignal();
    const result = await withWorkspace(global, (workspace) =>
      withScheduler(workspace, (scheduler) => scheduler.run(name, { ...site, signal })),
    );
    if (global.json) return printJson(result);
    print(result === null ? `${name} is running in another process` : `${name}: ${inWords(result)}`);
  });
  schedule
    .command('run-due')
    .description('run what is due; a missed time is made up for once')
    .action(async (_options: unknown, command: Command) => {
      const global = globalOptions(command);
      const signal = stopSignal();
      const { ran, left } = await withWorkspace(global, (workspace) =>
        withScheduler(workspace, (scheduler) => scheduler.runDue(signal)),
      );
      if (left.some(({ isFault }) => isFault)) process.exitCode = Math.max(Number(process.exitCode ?? 0), 1);
      if (global.json) return printJson({ ran, left });
      for (const { name, result } of ran) print(`${name}: ${inWords(result)}`);
      for (const { name, why } of left) print(`${name} was left alone: ${why}`);
      if (ran.length + left.length === 0) print('nothing is due');
    });
}
