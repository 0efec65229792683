import type { Command } from 'commander';
import { readerFor } from '../../curation/suggest/case-reading.ts';
import { InvalidInput } from '../../data/errors.ts';
import { writeDurably } from '../../data/files/durable-file.ts';
import { headOfInput, kindOfInput } from '../../data/files/input-file.ts';
import { globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson } from '../output.ts';
import { sayUnread, unreadCases } from './left-out-cases.ts';

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, at) => (at === 0 ? String(cell).padEnd(44) : String(cell).padStart(8))).join('');

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
    .action(async (options: { html?: string }, command: Command) => {
      const global = globalOptions(command);
      const [{ workspaceStatistics }, { PAGE_MARK, statsHtml }] = await Promise.all([
        import('../../curation/release/statistics/workspace.ts'),
        import('../../curation/release/statistics/page.ts'),
      ]);
      if (options.html !== undefined) refuseForeignFile(options.html, PAGE_MARK);
      const { statistics, name, unread } = await withWorkspace(global, async (workspace) => {
        const { cases, reviews, index, config } = workspace;
        await index.ready();
        const read = readerFor(() => config);
        const source = { cases, reviews, read, exportOrder: () => index.exportOrder() };
        const unread = await unreadCases(workspace);
        return { statistics: await workspaceStatistics(source), name: config.name, unread };
      });
      sayUnread(unread);
      if (options.html !== undefined) writeDurably(options.html, statsHtml(statistics, name));
      if (global.json) return printJson(statistics);
      const { images, patients, frontal, lateral, table1, table3, table4 } = statistics;
      print(
        `${count(images, 'image')} of ${count(patients, 'patient')}: ${frontal} frontal, ${lateral} lateral radiographs`,
      );
      print('\nTable 1. Type, genus or species');
      for (const entry of table1)
        print(row([[entry.type, entry.genus].filter(Boolean).join(' / '), entry.count]));
      print('\nTable 3. UN sub-region');
      for (const { subRegion, count: number } of table3) print(row([subRegion, number]));
      print('\nTable 4. View');
      for (const { view, modality, count: number } of table4) print(row([`${view}, ${modality}`, number]));
      if (options.html !== undefined) print(`\nwritten to ${options.html}`);
    });
}
