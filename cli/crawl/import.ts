import { type Command, Option } from 'commander';
import { BadUsage, InvalidInput } from '../../data/errors.ts';
import { readInputFile } from '../../data/files/input-file.ts';
import { importSettingsOf, withImportSettings } from '../../data/format/config.ts';
import { REFERENCE, tableDatasetSchema } from '../../data/format/patient-name.ts';
import { type ImportSettings, onVanishedChoices } from '../../data/format/table-map.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
import { type InputKind, inputKind } from '../../scrapers/exchange/input-kind.ts';
import type { MergeAnswers } from '../../scrapers/merge/plan.ts';
import { loginName } from '../audit.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress } from '../output.ts';
import { printOutcome } from './import-report.ts';
import { listImports, undo } from './import-undo.ts';

interface Flags extends MergeAnswers {
  images?: string;
  dryRun?: boolean;
  dataset?: string;
  map?: string;
  list?: boolean;
  undo?: string;
}

/** @throws BadUsage for a name that is none */
function datasetOf(stated: string | undefined): string | undefined {
  if (stated === undefined || stated === REFERENCE) return undefined;
  const result = tableDatasetSchema.safeParse(stated);
  if (result.success) return result.data;
  throw new BadUsage('bad-dataset', `--dataset ${stated.slice(0, 60)}: ${result.error.issues[0]?.message}`);
}

async function mapOf(stated: string | undefined) {
  if (stated === undefined || stated === 'suggested') return stated;
  const { readMap } = await import('../../scrapers/collection/map-file.ts');
  return readMap(readInputFile(stated), stated);
}

/** The name under which the settings of an input are remembered. */
const settingsName = ({ kind }: InputKind, dataset: string | undefined): string | undefined =>
  kind === 'hannover' ? 'hannover' : dataset;

/** What a workspace remembers of imports, and what it asks. */
const knownTo = (global: GlobalOptions, name: string | undefined) =>
  withWorkspace(global, async ({ config, protocol }) => ({
    remembered: importSettingsOf(config, name),
    fields: fieldsOf(protocol),
  }));

async function importInput(
  global: GlobalOptions,
  input: Exclude<InputKind, { kind: 'entry' }>,
  flags: Flags,
): Promise<void> {
  const { loadImport } = await import('../../scrapers/exchange/load-import.ts');
  const dataset = datasetOf(flags.dataset);
  const name = settingsName(input, dataset);
  const isTable = input.kind !== 'documents';
  const { remembered: ofName, fields } = await knownTo(global, name);
  const remembered: ImportSettings = isTable ? ofName : {};
  const map = await mapOf(flags.map);
  const { images, dryRun = false, replace } = flags;
  const loaded = await loadImport(input, { images, map, dataset, remembered, preview: dryRun, fields });
  const onVanished = flags.onVanished ?? remembered.onVanished;
  const answers = { onVanished, replace };
  const options = { ...answers, dryRun, by: loginName(), onProgress: progress('imported case') };
  const outcome = await withWorkspace(global, async (workspace) => {
    const result = await loaded.run(workspace, options);
    const more: ImportSettings = {
      ...(flags.onVanished === undefined ? {} : { onVanished: flags.onVanished }),
      ...(map === undefined || !loaded.notes?.map ? {} : { map: loaded.notes.map }),
    };
    if (!dryRun && isTable && Object.keys(more).length > 0)
      await workspace.configure((config) => withImportSettings(config, name, more));
    return result;
  });
  process.exitCode = outcome.unanswered ? 1 : 0;
  const { unanswered: _unanswered, kind: _kind, ...shown } = outcome;
  if (global.json) printJson(shown);
  else
    printOutcome(outcome, loaded.from, {
      images,
      dataset,
      onVanished,
      isRemembered: flags.onVanished === undefined && onVanished !== undefined,
      isSuggested: loaded.isSuggested,
    });
}

async function importEntry(global: GlobalOptions, file: string, { dryRun }: Flags): Promise<void> {
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
  const { case: kept, change } = await withWorkspace(global, (workspace) =>
    keepEntry(workspace, entry, files),
  );
  if (global.json) return printJson({ case: kept.id, change, images: kept.images.length });
  print(`${change} ${kept.id}, ${count(kept.images.length, 'image')}`);
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'import a metadata.csv of the reference collection or a table of another layout, the Hannover data.csv, a case entered by hand, or Caseline JSON',
    )
    .argument(
      '[path]',
      'a table, an entry.json, a folder that holds one, or case and review JSON of another workspace',
    )
    .option('--images <folder>', 'folder of the images (default: images/ or png/ beside the table)')
    .option('--dry-run', 'say what would appear, change, vanish or clash, and write nothing')
    .option(
      '--dataset <id>',
      'whose patients they are: each dataset has its own ids, so that patient 1 of two tables are two (default: the reference collection)',
    )
    .option(
      '--map <file>',
      'how columns and cells of another layout are called here, JSON or CSV of from and to; "suggested" takes what --dry-run shows; remembered for the dataset',
    )
    .addOption(
      new Option(
        '--on-vanished <what>',
        'stored rows that a newer table does not bring: keep them, mark them (kept, but left out of exports), or remove them; remembered for the dataset; without it they are kept, named, and the exit code is 1',
      ).choices(onVanishedChoices),
    )
    .option(
      '--replace',
      'another patient under a stored id, or a file name of another patient, takes the place of the stored one; without it the stored one stays, and the exit code is 1',
    )
    .option('--list', 'the imports of the workspace with their ids')
    .option(
      '--undo <id>',
      'take an import back as one (with --dry-run: say what that would do); what people did since stays, and a case they built on is named and left',
    )
    .action(async (path: string | undefined, flags: Flags, command: Command) => {
      const global = globalOptions(command);
      if (path !== undefined && (flags.list || flags.undo !== undefined))
        throw new BadUsage('too-much', '--list and --undo take no path; say one thing at a time');
      if (flags.list) return listImports(global);
      if (flags.undo !== undefined) return undo(global, flags.undo, flags.dryRun ?? false);
      if (path === undefined)
        throw new BadUsage('no-path', "missing required argument 'path'; name the table or folder to import");
      const input = inputKind(path);
      if (input.kind !== 'entry') return importInput(global, input, flags);
      if (flags.map !== undefined || flags.dataset !== undefined)
        throw new InvalidInput(
          'no-table',
          'a case entered by hand has no columns; leave --dataset and --map out',
        );
      return importEntry(global, input.file, flags);
    });
}
