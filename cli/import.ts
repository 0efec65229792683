import { statSync } from 'node:fs';
import type { Command } from 'commander';
import type { Workspace } from '../data/store/workspace.ts';
import { inputKind } from '../scrapers/exchange/input-kind.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from './context.ts';
import { count, print, printJson, progress } from './output.ts';

interface CaseCounts {
  new: number;
  updated: number;
  unchanged: number;
}

/** What the import of either table gives. */
interface TableResult {
  rows: number;
  cases: CaseCounts;
  images: number;
  missing: string[];
}

const changes = ({ new: fresh, updated, unchanged }: CaseCounts): string =>
  `${count(fresh, 'new case')}, ${updated} updated, ${unchanged} unchanged`;

/** Runs an import whose input has been read and checked: only now a workspace may be made. */
const into = <T>(global: GlobalOptions, work: (workspace: Workspace) => Promise<T>): Promise<T> =>
  withWorkspace(global, work, { create: true });

function reportTable(global: GlobalOptions, result: TableResult, images?: string): void {
  if (global.json) {
    printJson(result);
    return;
  }
  print(`${count(result.rows, 'row')}: ${changes(result.cases)}; ${count(result.images, 'image file')}`);
  const { missing } = result;
  if (missing.length === 0) return;
  const some = `${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`;
  const where =
    images === undefined ? 'name their folder with --images' : `${images} holds none of these names`;
  print(`${count(missing.length, 'row')} without an image file (${some}); ${where}`);
}

async function importMetadata(global: GlobalOptions, file: string, images?: string): Promise<void> {
  const { importTable, loadTable } = await import('../scrapers/collection/import.ts');
  const loaded = loadTable(file, images);
  const result = await into(global, (workspace) => importTable(workspace, loaded, progress('imported case')));
  reportTable(global, result, images);
}

async function importHannover(global: GlobalOptions, file: string, images?: string): Promise<void> {
  const hannover = await import('../scrapers/hannover/import.ts');
  const loaded = hannover.loadHannover(file, images);
  const work = (workspace: Workspace) =>
    hannover.importHannover(workspace, loaded, progress('imported case'));
  reportTable(global, await into(global, work), images);
}

async function importJson(global: GlobalOptions, path: string): Promise<void> {
  const { importDocuments, loadDocuments } = await import('../scrapers/exchange/import-json.ts');
  const loaded = loadDocuments(path);
  const folder = statSync(path).isDirectory() ? path : undefined;
  const result = await into(global, (workspace) => importDocuments(workspace, loaded, folder));
  if (global.json) return printJson(result);
  print(
    `${changes(result.cases)}; ${count(result.reviews, 'review')}, ${count(result.images, 'image file')}`,
  );
}

async function importEntry(global: GlobalOptions, file: string): Promise<void> {
  const [{ loadEntry }, { keepEntry }] = await Promise.all([
    import('../scrapers/manual/load-entry.ts'),
    import('../scrapers/manual/keep-entry.ts'),
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
    .action(async (path: string, options: { images?: string }, command: Command) => {
      const global = globalOptions(command);
      const input = inputKind(path);
      if (input.kind === 'documents') return importJson(global, input.path);
      if (input.kind === 'entry') return importEntry(global, input.file);
      const load = input.kind === 'hannover' ? importHannover : importMetadata;
      return load(global, input.file, options.images);
    });
}
