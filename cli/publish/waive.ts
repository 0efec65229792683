import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CheckFinding } from '../../curation/checks/finding.ts';
import type { Doing, FindingsMeant } from '../../curation/checks/waive.ts';
import { BadUsage, NotFound } from '../../data/errors.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { loginName } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { runChecks } from './check.ts';

interface Flags {
  by: string;
  reason?: string;
  case?: string;
  patient?: string;
  image?: string;
  withdraw?: boolean;
}

/** The words of a flag that needs some. */
function wordsOf(flag: string, text: string | undefined, most: number): string {
  const words = text?.trim() ?? '';
  if (words === '') throw new BadUsage('no-words', `${flag} is needed, and not blank`);
  if (words.length > most)
    throw new BadUsage('too-long', `${flag} has ${words.length} characters; at most ${most} are kept`);
  return words;
}

const inWords = (rule: string, { case: of, patient, image }: Flags): string =>
  [
    rule,
    of === undefined ? '' : ` of case ${of}`,
    patient === undefined ? '' : ` of patient ${patient}`,
    image === undefined ? '' : ` of ${image}`,
  ].join('');

async function waive(workspace: Workspace, rule: string, flags: Flags): Promise<CheckFinding[]> {
  const [{ ruleNamed }, { findingsMeant, waiverEvents, withdrawalEvents }, { foldReview }] =
    await Promise.all([
      import('../../curation/checks/rules.ts'),
      import('../../curation/checks/waive.ts'),
      import('../../curation/record/fold.ts'),
    ]);
  ruleNamed(rule);
  const withdraw = flags.withdraw === true;
  const by = wordsOf('--by', flags.by, 200);
  const reason = withdraw ? '' : wordsOf('--reason', flags.reason, 10_000);
  if (flags.case === undefined && flags.patient === undefined && flags.image === undefined)
    throw new BadUsage('too-wide', 'say which finding is meant: --case, --patient or --image');
  const { case: of, patient, image } = flags;
  const meant: FindingsMeant = {
    rule,
    ...(of === undefined ? {} : { case: of }),
    ...(patient === undefined ? {} : { patient }),
    ...(image === undefined ? {} : { image }),
  };
  const all = findingsMeant((await runChecks(workspace)).findings, meant);
  const found = all.filter(({ waived }) => (waived !== undefined) === withdraw);
  if (found.length === 0) {
    const held = all.length === 0 ? '' : withdraw ? ': nobody accepted it' : ': it is accepted already';
    throw new NotFound(
      'no-finding',
      `there is no ${withdraw ? 'accepted' : 'open'} finding ${inWords(rule, flags)}${held}; 'caseline check --rule ${rule}' names them all`,
    );
  }
  const doing: Doing = { by, at: new Date().toISOString(), action: randomUUID() };
  for (const id of new Set(found.map((finding) => finding.case))) {
    const own = found.filter((finding) => finding.case === id);
    const events = withdraw
      ? withdrawalEvents(own, foldReview(await workspace.reviews.get(id)), doing)
      : waiverEvents(own, reason, doing);
    const entry = {
      action: withdraw ? 'waiver-withdrawn' : 'finding-waived',
      by: loginName(),
      target: id,
      detail: `${rule}, named: ${by}`,
    } as const;
    await workspace.audit.perform(entry, () => workspace.reviews.append(id, events));
  }
  return found;
}

export function addWaive(program: Command): void {
  program
    .command('waive')
    .description('accept what a check found, by name and with a reason; releases list it')
    .argument('<rule>', 'id of the check, e.g. minor')
    .requiredOption('--by <name>', 'who accepts it')
    .option('--reason <words>', 'why it may stand')
    .option('--case <id>', 'what was found in this case')
    .option('--patient <id>', 'what was found at this patient')
    .option('--image <file>', 'what was found at this image')
    .option('--withdraw', 'take the acceptance back')
    .action(async (rule: string, flags: Flags, command: Command) => {
      const global = globalOptions(command);
      const { findingAsJson } = await import('../../curation/checks/finding.ts');
      const found = await withWorkspace(global, (workspace) => waive(workspace, rule, flags));
      if (global.json)
        return printJson({ [flags.withdraw ? 'withdrawn' : 'accepted']: found.map(findingAsJson) });
      print(
        flags.withdraw
          ? `stands again: ${count(found.length, 'finding')}`
          : `accepted: ${count(found.length, 'finding')}`,
      );
      for (const { message } of found) print(`  ${message}`);
    });
}
