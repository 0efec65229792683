import type { Command } from 'commander';
import type { ReleaseResult } from '../../curation/release/release.ts';
import { readerFor } from '../../curation/suggest/case-reading.ts';
import { UNNAMED } from '../../data/format/config.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { exportNoted } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress, say } from '../output.ts';
import { readSeverityFiles } from './severity-files.ts';

interface Flags {
  release?: string;
  date?: string;
  licences?: string;
  previous?: string;
  severity?: string[];
  title?: string;
  description?: string;
  url?: string;
  creator?: string[];
}

/** The title asked for, else the name that somebody gave the workspace, else none: the release then has a plain one. */
const titleOf = (asked: string | undefined, name: string): { title?: string } =>
  asked !== undefined ? { title: asked } : name === UNNAMED ? {} : { title: name };

async function releaseFrom(workspace: Workspace, out: string, flags: Flags) {
  const { releaseWorkspace } = await import('../../curation/release/release.ts');
  const { release, severity, creator, ...options } = flags;
  await workspace.index.ready();
  const { cases, reviews, images, index } = workspace;
  await using cache = await workspace.openDerived();
  const steps = new Map<string, ReturnType<typeof progress>>();
  return await releaseWorkspace(
    {
      cases,
      reviews,
      images,
      cache,
      ...askedIn(workspace),
      read: readerFor(workspace),
      exportOrder: () => index.exportOrder(),
    },
    out,
    {
      ...options,
      ...(release === undefined ? {} : { version: release }),
      ...titleOf(options.title, workspace.config.name),
      ...(creator === undefined ? {} : { creators: creator }),
      ...(severity === undefined ? {} : { severity: await readSeverityFiles(severity) }),
      onProgress: (step, done, of) => {
        const show = steps.get(step) ?? progress(step);
        steps.set(step, show);
        show(done, of);
      },
    },
  );
}

/** How many rows stayed behind, for each reason. */
export function sayLeftOut({ leftOut }: ReleaseResult): void {
  for (const [reason, rows] of Object.entries(leftOut))
    if (rows > 0) say(`left out, ${reason}: ${count(rows, 'row')}`);
  if (leftOut['may-name-somebody'])
    say(
      "files that may name a patient do not go out; 'caseline check --rule identity-in-file' says how to mend each",
    );
}

export function addRelease(program: Command): void {
  program
    .command('release')
    .description(
      'the full release: CSVs, images, splits, tasks, statistics, card, checksums, difference to the last one',
    )
    .argument('<out>', 'a new or empty folder, or an earlier release')
    .option('--version <version>', 'e.g. 1.2.0 (default: 1.0.0, or one more than the previous release)')
    .option(
      '--licences <list>',
      'only images under these: codes (CC-BY, CC-BY-4.0), or share, commercial, derivatives',
    )
    .option('--previous <folder>', 'the release before this one, for the difference')
    .option('--date <date>', 'date of the release (default: the day of the newest decision)')
    .option(
      '--severity <file...>',
      'severity scores to carry as annotations, CSV; a column rater says who scored',
    )
    .option('--title <title>', 'name of the dataset (default: the name of the workspace)')
    .option('--description <words>', 'what it is, for its card')
    .option('--url <url>', 'where it is published')
    .option('--creator <name...>', 'who made it')
    .action(async (out: string, options: Omit<Flags, 'release'> & { version?: string }, command: Command) => {
      const global = globalOptions(command);
      const { version, ...flags } = options;
      const result = await withWorkspace(global, (workspace) =>
        exportNoted(workspace, 'release', out, () =>
          releaseFrom(workspace, out, { ...flags, ...(version === undefined ? {} : { release: version }) }),
        ),
      );
      if (result.leftOut['may-name-somebody']) process.exitCode = 1;
      if (global.json) return printJson(result);
      print(
        `${result.version} of ${result.date}: ${count(result.rows, 'row')} of ${count(result.patients, 'patient')}, ${count(result.files, 'file')} in ${out}`,
      );
      sayLeftOut(result);
      const { unknown, twice } = result.scored;
      if (unknown.length > 0)
        say(`scores of ${count(unknown.length, 'file')} in no row of this release: ${unknown.join(', ')}`);
      if (twice.length > 0)
        say(`${count(twice.length, 'file')} scored twice alike, counted once: ${twice.join(', ')}`);
      if (result.waived > 0)
        say(`${count(result.waived, 'error')} accepted by a named person; the release lists them`);
    });
}
