import type { Command } from 'commander';
import {
  findingCells,
  type HeadAndRows,
  regionCells,
  viewCells,
} from '../../curation/release/statistics/published-page.ts';
import { readerFor } from '../../curation/suggest/case-reading.ts';
import { InvalidInput } from '../../data/errors.ts';
import { writeDurably } from '../../data/files/durable-file.ts';
import { headOfInput, kindOfInput } from '../../data/files/input-file.ts';
import { askedIn } from '../../data/protocols/fields-of.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { ALLOW_DAMAGED, nameDamaged } from './name-damaged.ts';
import { ONE_DATASET, refuseUnknownDataset } from './one-dataset.ts';

/** First column to the left, the others to the right, each as wide as its longest cell. */
function printTable(title: string, [head, rows, total]: HeadAndRows): void {
  const lines = [head, ...rows, ...(total ? [total] : [])].map((cells) =>
    cells.map((cell) => String(cell ?? '–')),
  );
  const widths = head.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  print(`\n${title}`);
  for (const cells of lines)
    print(
      cells
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    );
}

/** @throws InvalidInput when there is a file that is no page of statistics: it is not written over */
function refuseForeignFile(path: string, mark: string): void {
  if (kindOfInput(path) !== 'file') return;
  const head = headOfInput(path, 1_024);
  if (head.length === 0 || head.toString('utf8').includes(mark)) return;
  throw new InvalidInput(
    'file-there',
    `${path} is no page of statistics that was written before; nothing was written. Name another file`,
  );
}

export function addStats(program: Command): void {
  program
    .command('stats')
    .description('cohort tables and figures of everything that would be exported')
    .option('--html <file>', 'write them as one page')
    .option(...ONE_DATASET)
    .option(...ALLOW_DAMAGED)
    .action(
      async (options: { html?: string; dataset?: string; allowDamaged?: boolean }, command: Command) => {
        const global = globalOptions(command);
        const [{ workspaceStatistics }, { PAGE_MARK, statsHtml }] = await Promise.all([
          import('../../curation/release/statistics/workspace.ts'),
          import('../../curation/release/statistics/page.ts'),
        ]);
        if (options.html !== undefined) refuseForeignFile(options.html, PAGE_MARK);
        const { statistics, name, leftOut } = await withWorkspace(global, async (workspace) => {
          const { cases, reviews, index, config } = workspace;
          await refuseUnknownDataset(workspace, options.dataset);
          await index.ready();
          const read = readerFor(workspace);
          const { dataset } = options;
          const source = {
            ...askedIn(workspace),
            cases,
            reviews,
            read,
            dataset,
            exportOrder: () => index.exportOrder(),
          };
          return {
            statistics: await workspaceStatistics(source),
            name: config.name,
            leftOut: await nameDamaged(workspace, options.allowDamaged === true),
          };
        });
        if (options.html !== undefined) writeDurably(options.html, statsHtml(statistics, name));
        if (global.json) return printJson({ ...statistics, leftOut });
        const { images, patients, frontal, lateral, undecided } = statistics;
        print(
          `${count(images, 'image')} of ${count(patients, 'patient')}: ${frontal} frontal, ${lateral} lateral radiographs`,
        );
        if (undecided > 0)
          print(
            `${count(undecided, 'image')} without a decided finding (blank, todo, Unknown): in none of the tables`,
          );
        printTable('Table 1. Frontal films (PA, AP, AP Supine)', findingCells(statistics));
        printTable('Table 3. Patients with frontal films by UN sub-region', regionCells(statistics));
        printTable('Table 4. Images by view', viewCells(statistics));
        if (options.html !== undefined) print(`\nwritten to ${options.html}`);
      },
    );
}
