import { type Command, Option } from 'commander';
import { exportCollection } from '../curation/release/export.ts';
import { exportNoted } from './audit.ts';
import { globalOptions, withWorkspace } from './context.ts';
import { count, print, printJson, progress } from './output.ts';

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write metadata.csv and images/, the layout that existing loaders read')
    .argument('<out>', 'a new or empty folder, or an earlier export')
    .addOption(
      new Option('--format <format>', 'layout').choices(['covid-chestxray']).default('covid-chestxray'),
    )
    .action(async (out: string, _options: unknown, command: Command) => {
      const global = globalOptions(command);
      const result = await withWorkspace(global, async (workspace) => {
        await workspace.index.ready();
        const { cases, reviews, images, index } = workspace;
        const source = { cases, reviews, images, exportOrder: () => index.exportOrder() };
        return exportNoted(global.workspace, 'export', out, () =>
          exportCollection(source, out, { onProgress: progress('exported row') }),
        );
      });
      if (global.json) return printJson(result);
      print(`${count(result.rows, 'row')} and ${count(result.images, 'image')} in ${out}`);
      if (result.missing > 0)
        print(
          `${count(result.missing, 'row')} whose image file is not in the workspace, e.g. ${result.missingFiles[0]}`,
        );
      for (const { file, reason } of result.undecodable) print(`${file} is copied as it came: ${reason}`);
    });
}
