import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Mend } from '../../curation/checks/mend.ts';
import { BadUsage, NotFound } from '../../data/errors.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
import { loginName } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';
import { runChecks } from '../publish/check.ts';

interface Flags {
  by: string;
  case?: string;
  patient?: string;
  image?: string;
  stated?: string;
  as?: string;
}

async function mend(
  workspace: Workspace,
  rule: string,
  flags: Flags,
): Promise<{ mends: Mend[]; open: number }> {
  const [{ ruleNamed }, { findingsMeant }, { mendEvents, mendsOf }] = await Promise.all([
    import('../../curation/checks/rules.ts'),
    import('../../curation/checks/waive.ts'),
    import('../../curation/checks/mend.ts'),
  ]);
  ruleNamed(rule);
  const fields = fieldsOf(workspace.protocol);
  const { by, stated, as, ...named } = flags;
  if (by.trim() === '' || by.length > 200)
    throw new BadUsage('no-words', '--by is needed: a name of at most 200 characters');
  if (as !== undefined && stated === undefined)
    throw new BadUsage('too-wide', '--as is for one cell: say with --stated which');
  const found = findingsMeant((await runChecks(workspace)).findings, { rule, ...named }).filter(
    ({ waived }) => waived === undefined,
  );
  const { mends, open } = mendsOf(found, fields, {
    ...(stated === undefined ? {} : { stated }),
    ...(as === undefined ? {} : { as }),
  });
  if (mends.length === 0)
    throw new NotFound(
      'nothing-to-mend',
      `${rule}: ${found.length === 0 ? 'nothing is found' : 'none of the findings names a cell to take'}; 'caseline check --rule ${rule}' lists them, and '--stated CELL --as CELL' takes one of your own`,
    );
  const doing = { by: by.trim(), at: new Date().toISOString(), action: randomUUID() };
  for (const [id, own] of Map.groupBy(mends, ({ finding }) => finding.case)) {
    const entry = {
      action: 'finding-mended',
      by: loginName(),
      target: id,
      detail: `${rule}, named: ${doing.by}`,
    } as const;
    await workspace.audit.perform(entry, () => workspace.reviews.append(id, mendEvents(own, fields, doing)));
  }
  return { mends, open: open.length };
}

export function addMend(program: Command): void {
  program
    .command('mend')
    .description(
      'take what a check names in place of a cell, in all rows, by name; each is a decision that can be undone',
    )
    .argument('<rule>', 'id of the check, e.g. unknown-finding, stray-whitespace')
    .requiredOption('--by <name>', 'who decides it')
    .option('--case <id>', 'only what was found in this case')
    .option('--patient <id>', 'only what was found at this patient')
    .option('--image <file>', 'only what was found at this image')
    .option('--stated <cell>', 'only cells that are exactly this')
    .option('--as <cell>', 'what stands in their place, where the check names nothing')
    .action(async (rule: string, flags: Flags, command: Command) => {
      const global = globalOptions(command);
      const { mends, open } = await withWorkspace(global, (workspace) => mend(workspace, rule, flags));
      const rows = mends.map(({ finding, cell }) => ({
        case: finding.case,
        image: finding.image,
        field: finding.field,
        before: finding.values[finding.field] ?? '',
        now: cell,
      }));
      if (global.json) return printJson({ mended: rows, open });
      print(`decided: ${count(rows.length, 'cell')}`);
      for (const { image, field, before, now } of rows) print(`  ${image}: ${field} '${before}' -> '${now}'`);
      if (open > 0)
        say(
          `${count(open, 'finding')} of ${rule} left: words of the source, or cells without a value to take`,
        );
    });
}
