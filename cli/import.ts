import type { Command } from 'commander';
import { importTable, loadTable } from '../scrapers/collection/import.ts';
import { globalOptions, withWorkspace } from './context.ts';
import { count, print, printJson, progress } from './output.ts';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('import a metadata.csv of the reference collection')
    .argument('<file>', 'the table')
    .option(
      '--images <folder>',
      'folder of its images (default: images/ beside the table, where there is one)',
    )
    .action(async (file: string, options: { images?: string }, command: Command) => {
      const global = globalOptions(command);
      const loaded = loadTable(file, options.images);
      const result = await withWorkspace(
        global,
        (workspace) => importTable(workspace, loaded, progress('imported case')),
        {
          create: true,
        },
      );
      if (global.json) return printJson(result);
      const { cases, missing } = result;
      print(
        `${count(result.rows, 'row')}: ${count(cases.new, 'new case')}, ${cases.updated} updated, ${cases.unchanged} unchanged; ${count(result.images, 'image file')}`,
      );
      if (missing.length > 0)
        print(
          `${count(missing.length, 'row')} without an image file (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}); name their folder with --images`,
        );
    });
}
