import type { Command } from 'commander';
import type { CheckResult } from '../../curation/checks/check-workspace.ts';
import type { CheckFinding } from '../../curation/checks/finding.ts';
import type { CheckRule } from '../../curation/checks/rules.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress, say } from '../output.ts';

/** Findings of one rule shown without --rule. */
const SHOWN = 5;

/** Every check over an open workspace, its progress told. */
export async function runChecks(workspace: Workspace): Promise<CheckResult> {
  const { cases, reviews, images, index } = workspace;
  await index.ready();
  const [{ checkWorkspace }, { readerFor }] = await Promise.all([
    import('../../curation/checks/check-workspace.ts'),
    import('../../curation/suggest/case-reading.ts'),
  ]);
  await using cache = await workspace.openDerived();
  const steps = new Map<string, ReturnType<typeof progress>>();
  return await checkWorkspace(
    {
      cases,
      reviews,
      images,
      cache,
      ...askedIn(workspace),
      read: readerFor(workspace),
      storedImages: () => images.all(),
      damaged: () => index.damaged(),
    },
    {
      onProgress: (step, done, of) => {
        const show = steps.get(step) ?? progress(`checked ${step}`);
        steps.set(step, show);
        show(done, of);
      },
    },
  );
}

/** The findings of a rule, errors before what is only a warning of it. */
function printFindings(
  { id, means, remedy }: CheckRule,
  findings: readonly CheckFinding[],
  most: number,
): void {
  for (const severity of ['error', 'warning'] as const) {
    const found = findings.filter((finding) => finding.severity === severity);
    if (found.length === 0) continue;
    print(`${severity} ${id} (${count(found.length, 'finding')}): ${means}. To mend: ${remedy}.`);
    for (const { message, waived } of found.slice(0, most))
      print(`  ${message}${waived ? ` (accepted by ${waived.by}: ${waived.reason})` : ''}`);
    if (found.length > most) print(`  … and ${found.length - most} more: caseline check --rule ${id}`);
  }
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description(
      'look for contradictions, duplicates, leakage and missing licences; exit 1 if an error remains',
    )
    .option('--rule <id...>', 'show findings of these rules only')
    .action(async (options: { rule?: string[] }, command: Command) => {
      const global = globalOptions(command);
      const [{ rules, ruleNamed }, { findingAsJson, standsAsError }] = await Promise.all([
        import('../../curation/checks/rules.ts'),
        import('../../curation/checks/finding.ts'),
      ]);
      options.rule?.forEach(ruleNamed);
      const result = await withWorkspace(global, runChecks);
      const shown = result.findings.filter(({ rule }) => options.rule?.includes(rule) ?? true);
      const errors = result.findings.filter(standsAsError).length;
      const waived = result.findings.filter((finding) => finding.waived).length;
      process.exitCode = errors > 0 || result.unread.length > 0 ? 1 : 0;
      for (const { case: id, message } of result.unread)
        say(`${id} was not looked at: ${message}; caseline doctor says how to mend it`);
      if (global.json) return printJson(shown.map(findingAsJson));
      const most = options.rule ? Number.POSITIVE_INFINITY : SHOWN;
      for (const rule of rules)
        printFindings(
          rule,
          shown.filter((finding) => finding.rule === rule.id),
          most,
        );
      print(
        `${count(result.cases, 'case')}, ${count(result.images, 'image')}: ${count(errors, 'error')}, ${count(result.findings.length - errors - waived, 'warning')}${waived > 0 ? `, ${waived} accepted` : ''}`,
      );
    });
}
