import { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandsFor } from '../../cli/commands.ts';

const namesFor = async (...argv: string[]): Promise<string[]> => {
  const root = new Command();
  for (const add of await commandsFor(argv)) add(root);
  return root.commands.map((command) => command.name());
};

test('every command answers to the name that it is loaded by, and no other is loaded with it', async () => {
  const all = await namesFor();
  expect(all).toContain('import');
  for (const name of all) expect(await namesFor('--workspace', 'x', name)).toEqual([name]);
});

test('help and a name that is none load all of them', async () => {
  const all = await namesFor();
  expect(await namesFor('--help')).toEqual(all);
  expect(await namesFor('frobnicate')).toEqual(all);
});
