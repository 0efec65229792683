import type { Command } from 'commander';
import type { Tried } from '../../curation/suggest/own/try-examples.ts';
import { BadUsage, InvalidInput } from '../../data/errors.ts';
import { writeDurably } from '../../data/files/durable-file.ts';
import { kindOfInput, readInputFile } from '../../data/files/input-file.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { changesBetween, succeeding } from '../../data/protocols/changes.ts';
import { wordsOfCondition } from '../../data/protocols/condition.ts';
import { askedBeside, ownPaths } from '../../data/protocols/fields-of.ts';
import type { Protocol } from '../../data/protocols/protocol.ts';
import { parseProtocol, protocolText, readProtocol } from '../../data/protocols/read-protocol.ts';
import { starterProtocol } from '../../data/protocols/starter.ts';
import { sourceNames } from '../../scrapers/source-names.ts';
import { loginName } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';

const protocolIn = (file: string): Protocol => parseProtocol(readInputFile(file).toString('utf8'), file);

/** @throws InvalidInput when something is there already: a protocol is not written over unasked */
function writeNew(file: string, protocol: Protocol, replace: boolean | undefined): void {
  if (!replace && kindOfInput(file) !== null)
    throw new InvalidInput('file-there', `${file} is there already; name another file, or say --replace`);
  writeDurably(file, protocolText(protocol));
}

/** Sources that a protocol names words for, and that there are not. */
const unknownSources = ({ search }: Protocol): string[] =>
  Object.keys(search).filter((name) => name !== 'any' && !(sourceNames as readonly string[]).includes(name));

/** What is off although the file can be read: examples that are not read so, sources that are none. */
async function faultsIn(protocol: Protocol): Promise<Tried & { readonly faults: readonly string[] }> {
  const { tryExamples } = await import('../../curation/suggest/own/try-examples.ts');
  const tried = tryExamples(protocol);
  const sources = unknownSources(protocol).map(
    (name) => `search: there is no source '${name}'; there are ${sourceNames.join(', ')}, and any`,
  );
  return { ...tried, faults: [...sources, ...tried.untrue.map(({ message }) => message)] };
}

function printProtocol(protocol: Protocol): void {
  const { name, version, title, means, fields, findings, anchors, search, include, tasks } = protocol;
  print(`${name} ${version}: ${title}\n${means}`);
  for (const { name: field, label, kind, scope, means: says } of askedBeside(protocol))
    print(`field ${field} (${label}; ${kind} of the ${scope}): ${says}`);
  if (fields.hidden.length > 0) print(`hidden: ${fields.hidden.join(', ')}`);
  for (const [field, label] of Object.entries(fields.labels)) print(`${field} is called ${label}`);
  for (const [path] of ownPaths(findings.own)) print(`finding ${path}`);
  if (!findings.builtIn) print('the built-in findings are not among them');
  for (const { name: anchor, label } of anchors) print(`day anchor ${anchor}: ${label}`);
  for (const [source, words] of Object.entries(search)) print(`search ${source}: ${words.join(' ')}`);
  print(`includes ${include ? wordsOfCondition(include) : 'everything'}`);
  for (const { id, title: what } of tasks) print(`task ${id}: ${what}`);
}

/** What a protocol in the place of the held one changes, with the decisions that are no longer asked for. */
async function effectOf(workspace: Workspace, next: Protocol) {
  const { decidedOn, fieldsLeft } = await import('../../curation/review/decided-on.ts');
  const changes = changesBetween(workspace.protocol, next);
  const decisions = await decidedOn(workspace, fieldsLeft(changes));
  return changes.map((change) => ({ ...change, decisions: decisions.get(change.name) ?? 0 }));
}

async function importProtocol(file: string, { dryRun = false }: { dryRun?: boolean }, command: Command) {
  const global = globalOptions(command);
  const next = protocolIn(file);
  const { faults } = await faultsIn(next);
  if (faults.length > 0) {
    for (const fault of faults) say(fault);
    throw new InvalidInput(
      'untrue-examples',
      `${file} says ${count(faults.length, 'thing')} that do not hold (named above); nothing was changed. Mend them, and try with 'caseline protocol check ${file}'`,
    );
  }
  const changes = await withWorkspace(global, async (workspace) => {
    succeeding(workspace.protocol, next);
    const found = await effectOf(workspace, next);
    if (!dryRun && found.length > 0) {
      const entry = {
        action: 'protocol-changed',
        by: loginName(),
        target: next.name,
        detail: next.version,
      } as const;
      await workspace.audit.perform(entry, () => workspace.setProtocol((held) => succeeding(held, next)));
      await workspace.index.ready();
    }
    return found;
  });
  if (global.json) return printJson({ name: next.name, version: next.version, dryRun, changes });
  for (const { words, decisions } of changes)
    print(decisions > 0 ? `${words}; ${count(decisions, 'decision')} kept` : words);
  print(
    changes.length === 0
      ? `${next.name} ${next.version} asks what is asked already; nothing was changed`
      : `${next.name} ${next.version} ${dryRun ? 'would be' : 'is'} the protocol of this workspace`,
  );
}

async function checkProtocol(file: string | undefined, command: Command): Promise<void> {
  const global = globalOptions(command);
  const protocol =
    file === undefined ? await withWorkspace(global, async ({ protocol: held }) => held) : protocolIn(file);
  const { examples, counterexamples, untrue, faults } = await faultsIn(protocol);
  if (faults.length > 0) process.exitCode = 1;
  const { name, version } = protocol;
  if (global.json) return printJson({ name, version, examples, counterexamples, untrue, faults });
  for (const fault of faults) print(fault);
  print(
    `${name} ${version}: ${count(examples, 'example')} and ${count(counterexamples, 'counterexample')} read, ${faults.length === 0 ? 'all as it says' : `${count(faults.length, 'thing')} to mend`}`,
  );
}

export function addProtocol(program: Command): void {
  const group = program
    .command('protocol')
    .description(
      'what the collection asks: its fields, findings, whom it includes, its tasks (docs/protocols.md)',
    );
  group
    .command('new')
    .description('write a protocol to begin with; the workspace is left as it is')
    .argument('<name>', 'lower-case letters, digits and dashes, e.g. silicosis-follow-up')
    .argument('<file>', 'the file to write, e.g. silicosis.json')
    .option('--title <words>', 'for people (default: the name)')
    .option('--replace', 'write over a file that is there')
    .action((name: string, file: string, { title, replace }: { title?: string; replace?: boolean }) => {
      if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name))
        throw new BadUsage(
          'bad-name',
          `'${name.slice(0, 60)}' is no name of a protocol: up to 60 lower-case letters, digits and dashes`,
        );
      writeNew(file, readProtocol(starterProtocol(name, title ?? name), file), replace);
      print(
        `${file} is a protocol to begin with; change it, try it with 'caseline protocol check ${file}', and take it with 'caseline protocol import ${file}'`,
      );
    });
  group
    .command('show')
    .description('what the workspace asks')
    .action(async (_options: unknown, command: Command) => {
      const global = globalOptions(command);
      const protocol = await withWorkspace(global, async ({ protocol: held }) => held);
      return global.json ? printJson(protocol) : printProtocol(protocol);
    });
  group
    .command('check')
    .description(
      'read every example and counterexample as a text; exit 1 if one is not read as the protocol says',
    )
    .argument('[file]', 'a protocol (default: that of the workspace)')
    .action((file: string | undefined, _options: unknown, command: Command) => checkProtocol(file, command));
  group
    .command('export')
    .description('write the protocol of the workspace to a file')
    .argument('<file>')
    .option('--replace', 'write over a file that is there')
    .action(async (file: string, { replace }: { replace?: boolean }, command: Command) => {
      const protocol = await withWorkspace(globalOptions(command), async ({ protocol: held }) => held);
      writeNew(file, protocol, replace);
      print(`${protocol.name} ${protocol.version} is in ${file}`);
    });
  group
    .command('import')
    .description('ask what a file says from now on; says what that changes. No decision is lost')
    .argument('<file>')
    .option('--dry-run', 'say what it would change, and change nothing')
    .action(importProtocol);
}
