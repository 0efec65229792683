import type { Command } from 'commander';
import { program } from '../../../cli/program.ts';
import { cell, code, page, table } from './markdown.ts';

/** Every command with what it takes, as `--help` has it. */

const namesOf = (command: Command): string =>
  command.parent ? `${namesOf(command.parent)} ${command.name()}` : command.name();

const optionsOf = (command: Command): string => {
  const rows = command.options
    .filter(({ hidden }) => !hidden)
    .map(({ flags, description, argChoices, defaultValue }) => [
      code(flags),
      [
        description,
        argChoices ? `one of ${argChoices.map(code).join(', ')}` : '',
        defaultValue === undefined || typeof defaultValue === 'boolean'
          ? ''
          : `by default ${code(String(defaultValue))}`,
      ]
        .filter((part) => part !== '')
        .join('; '),
    ]);
  return rows.length === 0 ? '' : table(['option', 'what it does'], rows);
};

const argumentsOf = (command: Command): string =>
  command.registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
      const choices = argument.argChoices ? ` (${argument.argChoices.map(code).join(', ')})` : '';
      return `- ${code(argument.required ? `<${name}>` : `[${name}]`)} ${cell(argument.description)}${choices}`;
    })
    .join('\n');

const sectionsOf = (command: Command, depth: number): string[] =>
  command.commands.flatMap((one) => [
    `${'#'.repeat(depth)} ${namesOf(one)}`,
    `${one.description().replace(/^./, (first) => first.toUpperCase())}.`,
    argumentsOf(one),
    optionsOf(one),
    ...sectionsOf(one, depth + 1),
  ]);

export async function commandsReference(): Promise<string> {
  const root = await program([]);
  const every = root.options.filter(({ long }) => long !== '--workspace');
  return page(
    '# Commands',
    'What `caseline --help` says, written by `npm run references`.',
    '`-w, --workspace <folder>`: the workspace folder, for every command; without it `CASELINE_WORKSPACE`, else `data/workspace`.',
    table(
      ['of every command', 'what it does'],
      every.map(({ flags, description }) => [code(flags), description]),
    ),
    'Exit codes: 0 done, 1 failed, 2 bad usage, 75 blocked or throttled: try later. Results go to stdout (`--json` for machines), progress and messages to stderr.',
    ...sectionsOf(root, 2),
  );
}
