import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createWorkspace } from '../data/store/config.ts';
import { globalOptions } from './context.ts';
import { print, printJson } from './output.ts';

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
      const { workspace, json } = globalOptions(command);
      const made = createWorkspace(workspace, {
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.contact === undefined ? {} : { contact: options.contact }),
      });
      if (json) printJson({ workspace: resolve(workspace), made: made === 'made' });
      else
        print(
          made === 'made'
            ? `made a workspace in ${resolve(workspace)}`
            : `${resolve(workspace)} is a workspace already; nothing was changed`,
        );
    });
}
