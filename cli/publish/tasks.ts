import type { Command } from 'commander';
import { readerFor } from '../../curation/suggest/case-reading.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';
import { ALLOW_DAMAGED, nameDamaged } from './name-damaged.ts';
import { ONE_DATASET, refuseUnknownDataset } from './one-dataset.ts';
import { readSeverityFiles } from './severity-files.ts';

export function addTasks(program: Command): void {
  program
    .command('tasks')
    .description('the tasks of the dataset: rule, positives, negatives, test regions and rows of each')
    .option('--severity <file...>', 'severity scores, CSV: what the tasks of scores foretell')
    .option(...ONE_DATASET)
    .option(...ALLOW_DAMAGED)
    .action(
      async (
        options: { severity?: string[]; dataset?: string; allowDamaged?: boolean },
        command: Command,
      ) => {
        const global = globalOptions(command);
        const [{ exportRows }, { outgoingName }, { releaseRow }, { listTasks }] = await Promise.all([
          import('../../curation/release/export.ts'),
          import('../../curation/release/image-file.ts'),
          import('../../curation/release/release-row.ts'),
          import('../../curation/release/splits/labelled-tasks.ts'),
        ]);
        const stated = options.severity ? (await readSeverityFiles(options.severity)).scores : [];
        // Scores name files as the table does; tasks name them as a release has them.
        const names = new Map<string, string>();
        const rows = await withWorkspace(global, async (workspace) => {
          const { cases, reviews, index, images } = workspace;
          await refuseUnknownDataset(workspace, options.dataset);
          await index.ready();
          const source = {
            ...askedIn(workspace),
            cases,
            reviews,
            read: readerFor(workspace),
            dataset: options.dataset,
            exportOrder: () => index.exportOrder(),
          };
          const found = await Array.fromAsync(exportRows(source), async ({ caseId, image, row }) => {
            const filename = await outgoingName(images, image, row.filename);
            names.set(row.filename, filename);
            return releaseRow({ caseId, row: { ...row, filename } });
          });
          await nameDamaged(workspace, options.allowDamaged === true);
          return found;
        });
        const scores = stated.map((score) => ({
          ...score,
          filename: names.get(score.filename) ?? score.filename,
        }));
        const listed = listTasks(rows, new Map(scores.map((score) => [score.filename, score])));
        const held = new Set(rows.map(({ filename }) => filename));
        const unknown = scores.filter(({ filename }) => !held.has(filename)).length;
        if (unknown > 0) say(`caseline: scores of ${count(unknown, 'file')} in no row`);
        if (global.json) return printJson(listed);
        for (const { name, rule, positives, negatives, regions, rows: own } of listed) {
          const counts =
            positives === null ? `${count(own.length, 'row')} with a score` : `${positives} / ${negatives}`;
          print(`${name}: ${counts}; test regions ${regions.join(', ') || 'none'}\n  ${rule}`);
        }
        if (options.severity === undefined)
          say('caseline: the tasks of scores are empty without --severity FILE');
      },
    );
}
