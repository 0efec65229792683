import { type Command, InvalidArgumentError, Option } from 'commander';
import { messageOf } from '../../data/errors.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { loginName } from '../audit.ts';
import { createWorkspace, globalOptions, isWorkspace, withWorkspace } from '../context.ts';
import { loggerFor } from '../log.ts';
import { count, print, printJson, progress, say } from '../output.ts';

const portNumber = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return Number(text);
};

/** A fresh machine gets the bundled sample to look at; a failure leaves an empty workspace and says why. */
async function fillWithSample(workspace: Workspace): Promise<void> {
  const { scrapeSample } = await import('../upkeep/sample.ts');
  say('making a workspace with the bundled sample (some seconds, once)');
  try {
    const { cases } = await scrapeSample(workspace, progress('scraped case'));
    say(`scraped ${count(cases, 'sample case')}`);
  } catch (error) {
    say(
      `the sample could not be scraped (${messageOf(error)}); the workspace is empty: import a table or crawl a source`,
    );
  }
}

/** Until SIGINT or SIGTERM. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

interface ServeFlags {
  port: number;
  host: string;
  trustProxy?: string;
  firstRun?: boolean;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('open the review workbench in the browser')
    .option('--port <number>', 'port; 0 takes any free one', portNumber, 4180)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--trust-proxy <addresses>',
      'addresses of a reverse proxy in front (loopback, 10.0.0.5, 10.1.0.0/16); people then sign in',
    )
    .addOption(new Option('--first-run', 'make a workspace with the sample when there is none').hideHelp())
    .action(async (options: ServeFlags, command: Command) => {
      const global = globalOptions(command);
      const isFirst = options.firstRun === true && !isWorkspace(global.workspace);
      if (isFirst) createWorkspace(global.workspace, { name: 'Sample workspace' });
      await withWorkspace(global, async (workspace) => {
        if (isFirst) await fillWithSample(workspace);
        (await import('../small-heap.ts')).keepHeapSmall();
        const { startServer } = await import('../../server/serve.ts');
        const stopped = untilStopped();
        const server = await startServer({
          workspace,
          host: options.host,
          port: options.port,
          user: { name: loginName(), role: 'maintainer' },
          logger: await loggerFor(global.log),
          ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
        });
        if (global.json) printJson({ url: server.url, workspace: workspace.place });
        else print(`Caseline serves ${workspace.config.name} at ${server.url} (Ctrl-C ends it)`);
        await stopped;
        await server.close();
      });
    });
}
