import { type Command, Option } from 'commander';
import { createWorkspace } from '../../data/embedded/config.ts';
import { BadUsage } from '../../data/errors.ts';
import { isFree } from '../../data/files/input-file.ts';
import { scratchFolder } from '../../data/files/scratch.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { inputKind } from '../../scrapers/exchange/input-kind.ts';
import type { ImportResult } from '../../scrapers/merge/import-table.ts';
import { type ImportPlan, type MergeAnswers, onVanishedChoices } from '../../scrapers/merge/plan.ts';
import type { CaseCounts } from '../../scrapers/merge/plan-import.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress, say } from '../output.ts';
import { printPlan, sayOpen } from './import-report.ts';

const changes = ({ new: fresh, updated, unchanged }: CaseCounts): string =>
  `${count(fresh, 'new case')}, ${updated} updated, ${unchanged} unchanged`;

/** Runs an import whose input has been read and checked: only now a workspace may be made, and for a plan none is. */
async function into<T>(
  global: GlobalOptions,
  work: (workspace: Workspace) => Promise<T>,
  dryRun = false,
): Promise<T> {
  const { workspace: directory } = global;
  if (!dryRun || !isFree(directory)) return withWorkspace(global, work, { create: !dryRun });
  await using nothing = scratchFolder('plan');
  createWorkspace(nothing.path);
  return await withWorkspace({ ...global, workspace: nothing.path }, work);
}

type ImportArguments = MergeAnswers & { images?: string; dryRun?: boolean };

/** Prints what became of what was stored, and ends with 1 where a person has to say more. */
function reportPlan(
  result: ImportPlan & { dryRun: boolean; unanswered: boolean },
  from: string,
  { onVanished }: ImportArguments,
): void {
  printPlan(result, from);
  if (result.dryRun) print('nothing was written: this is what the import would do');
  sayOpen(result, onVanished !== undefined);
}

/** Names a few of many. */
const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;

function reportTable(
  global: GlobalOptions,
  result: ImportResult,
  from: string,
  options: ImportArguments,
): void {
  process.exitCode = result.unanswered ? 1 : 0;
  const { unanswered: _unanswered, ...shown } = result;
  if (global.json) {
    printJson(shown);
    return;
  }
  print(`${count(result.rows, 'row')}: ${changes(result.cases)}; ${count(result.images, 'image file')}`);
  reportPlan(result, from, options);
  const { missing, emptyFiles, unusedFiles } = result;
  if (missing.length > 0) {
    const where =
      options.images === undefined
        ? 'name their folder with --images'
        : `${options.images} holds none of these names`;
    print(`${count(missing.length, 'row')} without an image file (${some(missing)}); ${where}`);
  }
  if (unusedFiles.length > 0)
    print(`${count(unusedFiles.length, 'file')} that no row names: ${unusedFiles.join(', ')}`);
  if (emptyFiles.length > 0)
    say(
      `caseline: ${count(emptyFiles.length, 'file')} with 0 bytes (${emptyFiles.join(', ')}); fetch ${emptyFiles.length === 1 ? 'it' : 'them'} again and import once more`,
    );
}

async function importMetadata(global: GlobalOptions, file: string, options: ImportArguments): Promise<void> {
  const { importTable, loadTable } = await import('../../scrapers/collection/import.ts');
  const loaded = loadTable(file, options.images);
  const work = (workspace: Workspace) =>
    importTable(workspace, loaded, { ...options, onProgress: progress('imported case') });
  reportTable(global, await into(global, work, options.dryRun), loaded.table, options);
}

async function importHannover(global: GlobalOptions, file: string, options: ImportArguments): Promise<void> {
  const hannover = await import('../../scrapers/hannover/import.ts');
  const loaded = hannover.loadHannover(file, options.images);
  const work = (workspace: Workspace) =>
    hannover.importHannover(workspace, loaded, { ...options, onProgress: progress('imported case') });
  reportTable(global, await into(global, work, options.dryRun), loaded.table, options);
}

async function importJson(global: GlobalOptions, path: string, options: ImportArguments): Promise<void> {
  const { importDocuments, loadDocuments } = await import('../../scrapers/exchange/import-json.ts');
  const loaded = loadDocuments(path);
  const result = await into(
    global,
    (workspace) => importDocuments(workspace, loaded, path, options),
    options.dryRun,
  );
  process.exitCode = result.unanswered ? 1 : 0;
  const { unanswered: _unanswered, ...shown } = result;
  if (global.json) return printJson(shown);
  print(
    `${changes(result.cases)}; ${count(result.reviews, 'review')}, ${count(result.images, 'image file')}`,
  );
  reportPlan(result, path, options);
}

async function importEntry(global: GlobalOptions, file: string, { dryRun }: ImportArguments): Promise<void> {
  if (dryRun)
    throw new BadUsage(
      'no-plan',
      'a case entered by hand has no plan; leave --dry-run out, or import a table',
    );
  const [{ loadEntry }, { keepEntry }] = await Promise.all([
    import('../../scrapers/manual/load-entry.ts'),
    import('../../scrapers/manual/keep-entry.ts'),
  ]);
  const { entry, files } = loadEntry(file);
  const { case: kept, change } = await into(global, (workspace) => keepEntry(workspace, entry, files));
  if (global.json) return printJson({ case: kept.id, change, images: kept.images.length });
  print(`${change} ${kept.id}, ${count(kept.images.length, 'image')}`);
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'import a metadata.csv of the reference collection, the Hannover data.csv, a case entered by hand, or Caseline JSON',
    )
    .argument(
      '<path>',
      'a table, an entry.json, a folder that holds one, or case and review JSON of another workspace',
    )
    .option('--images <folder>', 'folder of the images (default: images/ or png/ beside the table)')
    .option('--dry-run', 'say what would appear, change, vanish or clash, and write nothing')
    .addOption(
      new Option(
        '--on-vanished <what>',
        'stored rows that a newer table does not bring: keep them, mark them (kept, but left out of exports), or remove them; without it they are kept, named, and the exit code is 1',
      ).choices(onVanishedChoices),
    )
    .option(
      '--replace',
      'another patient under a stored id, or a file name of another patient, takes the place of the stored one; without it the stored one stays, and the exit code is 1',
    )
    .action(async (path: string, options: ImportArguments, command: Command) => {
      const global = globalOptions(command);
      const input = inputKind(path);
      if (input.kind === 'documents') return importJson(global, input.path, options);
      if (input.kind === 'entry') return importEntry(global, input.file, options);
      const load = input.kind === 'hannover' ? importHannover : importMetadata;
      return load(global, input.file, options);
    });
}
