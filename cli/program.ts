import { Command, CommanderError, Option } from 'commander';
import { version } from '../data/version.ts';
import { commandsFor } from './commands.ts';
import { defaultWorkspace, globalOptions } from './context.ts';
import { type LogLevel, logLevels, tellSteps } from './log.ts';
import { print, reportError } from './output.ts';

const exitCodes = `
Exit codes: 0 done, 1 failed, 2 bad usage, 75 blocked or throttled: try later.
Results go to stdout (--json for machines), progress and messages to stderr.`;

/** The command line with the commands that `argv` names; with all of them where it names none. */
export async function program(argv: readonly string[]): Promise<Command> {
  const root = new Command('caseline')
    .description('Turns public radiology cases into a day-aligned, ML-ready dataset.')
    .version(version, '-V', 'print the version')
    .option(
      '-w, --workspace <folder>',
      'the workspace folder (default: CASELINE_WORKSPACE, else data/workspace)',
      defaultWorkspace(),
    )
    .option('--json', 'machine-readable output', false)
    .option('--debug', 'stack traces with errors', false)
    .addOption(
      new Option('--log <level>', 'what to log on stderr, as JSON lines; debug tells every step')
        .choices(logLevels)
        .env('CASELINE_LOG')
        .default('error' satisfies LogLevel),
    )
    .hook('preAction', async (_, command) => {
      if (globalOptions(command).log === 'debug') await tellSteps();
    })
    .addHelpText('after', exitCodes)
    .showHelpAfterError('(caseline --help lists the commands)')
    .configureOutput({ writeOut: print, writeErr: (text) => process.stderr.write(text) });
  for (const add of await commandsFor(argv)) add(root);
  return root;
}

/** Runs the command line; gives the exit code, never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const root = await program(argv);
  const debug = argv.includes('--debug');
  let code = 0;
  const prepare = (command: Command): void => {
    command.exitOverride();
    command.commands.forEach(prepare);
  };
  prepare(root);
  try {
    // Alone it asks for ours; after `release` it names the version that is made.
    const asked = argv.length === 1 && argv[0] === '--version' ? ['-V'] : [...argv];
    await root.parseAsync(asked, { from: 'user' });
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    code = reportError(error, debug);
  }
  return code;
}
