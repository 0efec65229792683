import { type Command, Option } from 'commander';
import { exportCollection } from '../../curation/release/export.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { exportNoted, refuseForeignExport } from '../audit.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, progress, say } from '../output.ts';
import { ALLOW_DAMAGED, nameDamaged } from './name-damaged.ts';
import { ONE_DATASET, refuseUnknownDataset } from './one-dataset.ts';

interface Flags {
  replace?: boolean;
  allowDamaged?: boolean;
  dataset?: string;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write metadata.csv and images/, the layout that existing loaders read')
    .argument('<out>', 'a new or empty folder, or an earlier export')
    .addOption(
      new Option('--format <format>', 'layout').choices(['covid-chestxray']).default('covid-chestxray'),
    )
    .option('--replace', 'write over a table and images there that this workspace did not export')
    .option(...ONE_DATASET)
    .option(...ALLOW_DAMAGED)
    .action(async (out: string, { replace, allowDamaged, dataset }: Flags, command: Command) => {
      const global = globalOptions(command);
      const { result, leftOut } = await withWorkspace(global, async (workspace) => {
        await refuseUnknownDataset(workspace, dataset);
        if (!replace) await refuseForeignExport(workspace, out);
        await workspace.index.ready();
        const { cases, reviews, images, index } = workspace;
        const source = {
          ...askedIn(workspace),
          cases,
          reviews,
          images,
          dataset,
          exportOrder: () => index.exportOrder(),
        };
        const result = await exportNoted(workspace, 'export', out, () =>
          exportCollection(source, out, { onProgress: progress('exported row') }),
        );
        return { result, leftOut: await nameDamaged(workspace, allowDamaged === true) };
      });
      if (result.refused > 0) process.exitCode = 1;
      if (global.json) return printJson({ ...result, leftOut });
      print(`${count(result.rows, 'row')} and ${count(result.images, 'image')} in ${out}`);
      if (result.missing > 0)
        print(
          `${count(result.missing, 'row')} whose image file is not in the workspace, e.g. ${result.missingFiles[0]}`,
        );
      for (const { file, reason } of result.undecodable)
        print(`${file} goes out in the format it came in: ${reason}`);
      for (const { file, how } of result.scaled)
        print(`${file}: ${how}; the original stays in the workspace`);
      for (const { from, to } of result.renamed) print(`${from} goes out as ${to}, as its bytes are`);
      if (result.stripped > 0)
        print(
          `${count(result.stripped, 'image')} held more than the picture, which stayed behind; 'caseline check --rule metadata-in-file' names each`,
        );
      for (const { file, reason } of result.refusedFiles) say(`${file} is not in ${out}: ${reason}`);
      if (result.refused > result.refusedFiles.length)
        say(
          `… and ${result.refused - result.refusedFiles.length} more: caseline check --rule identity-in-file`,
        );
    });
}
