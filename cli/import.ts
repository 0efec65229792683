import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { inputKind } from '../scrapers/exchange/input-kind.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from './context.ts';
import { count, print, printJson, progress } from './output.ts';

const changes = ({
  new: fresh,
  updated,
  unchanged,
}: {
  new: number;
  updated: number;
  unchanged: number;
}): string => `${count(fresh, 'new case')}, ${updated} updated, ${unchanged} unchanged`;

async function importMetadata(
  global: GlobalOptions,
  file: string,
  images: string | undefined,
): Promise<void> {
  const { importTable, loadTable } = await import('../scrapers/collection/import.ts');
  const loaded = loadTable(file, images);
  const result = await withWorkspace(
    global,
    (workspace) => importTable(workspace, loaded, progress('imported case')),
    { create: true },
  );
  if (global.json) return printJson(result);
  print(`${count(result.rows, 'row')}: ${changes(result.cases)}; ${count(result.images, 'image file')}`);
  const { missing } = result;
  if (missing.length > 0) {
    const some = `${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`;
    print(`${count(missing.length, 'row')} without an image file (${some}); name their folder with --images`);
  }
}

async function importJson(global: GlobalOptions, path: string): Promise<void> {
  const { importDocuments, loadDocuments } = await import('../scrapers/exchange/import-json.ts');
  const loaded = loadDocuments(path);
  const folder = statSync(path).isDirectory() ? path : undefined;
  const result = await withWorkspace(global, (workspace) => importDocuments(workspace, loaded, folder), {
    create: true,
  });
  if (global.json) return printJson(result);
  print(
    `${changes(result.cases)}; ${count(result.reviews, 'review')}, ${count(result.images, 'image file')}`,
  );
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('import a metadata.csv of the reference collection, or Caseline JSON')
    .argument(
      '<path>',
      'a metadata.csv, a folder that holds one, or case and review JSON of another workspace',
    )
    .option(
      '--images <folder>',
      'folder of the images (default: images/ beside the table, where there is one)',
    )
    .action(async (path: string, options: { images?: string }, command: Command) => {
      const global = globalOptions(command);
      const input = inputKind(path);
      if (input.kind === 'documents') return importJson(global, input.path);
      return importMetadata(global, input.file, options.images);
    });
}
