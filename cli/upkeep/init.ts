import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createWorkspace, globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress } from '../output.ts';

export function addInit(program: Command): void {
  program
    .command('init')
    .description('make a workspace')
    .option('--sample', 'fill it by scraping the bundled sample site')
    .option('--name <name>', 'name of the workspace')
    .option(
      '--contact <address>',
      'mail address or page that crawled sites can turn to (part of the User-Agent)',
    )
    .action(async (options: { sample?: boolean; name?: string; contact?: string }, command: Command) => {
      const global = globalOptions(command);
      const { sample, ...settings } = options;
      const made = createWorkspace(global.workspace, settings) === 'made';
      const place = resolve(global.workspace);
      const scraped = sample
        ? await withWorkspace(global, async (workspace) => {
            const { scrapeSample } = await import('./sample.ts');
            return scrapeSample(workspace, progress('scraped case'));
          })
        : null;
      if (global.json) return printJson({ workspace: place, made, ...(scraped ? { sample: scraped } : {}) });
      print(
        made
          ? `made a workspace in ${place}`
          : `${place} is a workspace already; its settings were not changed`,
      );
      if (scraped)
        print(
          `scraped the sample site: ${count(scraped.cases, 'case')} in ${count(scraped.requests, 'request')}`,
        );
    });
}
