import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { packageDataset } from '../curation/archive/package.ts';
import { partOf } from '../curation/archive/part.ts';
import { licencePolicy } from '../curation/release/licence-policy.ts';
import { type ReleaseResult, releaseWorkspace } from '../curation/release/release.ts';
import { readerFor } from '../curation/suggest/case-reading.ts';
import { InvalidInput, messageOf, NotFound } from '../data/errors.ts';
import { type Dataset, datasetSchema } from '../data/format/dataset.ts';
import { describeProblems } from '../data/format/read.ts';
import { Datasets } from '../data/store/datasets.ts';
import { openDerivedCache } from '../data/store/derived-cache.ts';
import type { Workspace } from '../data/store/workspace.ts';
import { loginName, noteExport } from './audit.ts';
import { globalOptions, withWorkspace } from './context.ts';
import { count, print, printJson, say } from './output.ts';
import { sayLeftOut } from './release.ts';

const draftSchema = datasetSchema.omit({ format: true, rev: true, createdAt: true }).partial({ owner: true });

/** Opens the datasets of a workspace, its index up to date, for one command. */
const withDatasets = <T>(
  command: Command,
  work: (datasets: Datasets, workspace: Workspace) => Promise<T> | T,
): Promise<T> =>
  withWorkspace(globalOptions(command), async (workspace) => {
    await workspace.index.ready();
    const datasets = new Datasets(workspace.directory);
    try {
      return await work(datasets, workspace);
    } finally {
      datasets.close();
    }
  });

function readDraft(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new NotFound('no-file', `${file} does not exist; check the name`, { cause });
    throw new InvalidInput('bad-json', `${file} is no JSON file (${messageOf(cause)}); mend it`, { cause });
  }
}

async function releaseOf(
  workspace: Workspace,
  dataset: Dataset,
  ids: readonly string[],
  out: string,
  licences: string | undefined,
): Promise<ReleaseResult> {
  const { cases, reviews, images, index, directory } = workspace;
  const cache = openDerivedCache(directory);
  const read = readerFor(() => workspace.config);
  const whole = { cases, reviews, images, cache, read, exportOrder: () => index.exportOrder() };
  try {
    return await releaseWorkspace(partOf(whole, ids), out, {
      title: dataset.title,
      ...(dataset.description ? { description: dataset.description } : {}),
      ...(licences === undefined ? {} : { licences }),
    });
  } finally {
    cache.close();
  }
}

export function addDatasets(program: Command): void {
  const group = program
    .command('datasets')
    .description('the datasets of the archive: named sets of cases with a licence and an owner');
  group
    .command('list')
    .description('show the datasets')
    .action((_options: unknown, command: Command) =>
      withDatasets(command, (datasets, workspace) => {
        const rows = datasets
          .list()
          .map((dataset) => ({ ...dataset, cases: datasets.members(dataset, workspace.index).length }));
        if (globalOptions(command).json) return printJson(rows);
        for (const { id, title, access, cases } of rows)
          print(`${id}\t${access}\t${count(cases, 'case')}\t${title}`);
        if (rows.length === 0)
          print("no datasets yet; 'datasets set FILE' makes one, or the Datasets page of the workbench");
      }),
    );
  group
    .command('set')
    .description(
      'make or change a dataset from a JSON file (id, title, description, contact, licence, access, owner, members)',
    )
    .argument('<file>')
    .action((file: string, _options: unknown, command: Command) =>
      withDatasets(command, (datasets) => {
        const parsed = draftSchema.safeParse(readDraft(file));
        if (!parsed.success)
          throw new InvalidInput('bad-dataset', `${file} is not valid: ${describeProblems(parsed.error)}`);
        const held = datasets.get(parsed.data.id);
        const owner = parsed.data.owner ?? held?.owner ?? loginName();
        const saved = datasets.put({ ...parsed.data, owner }, held?.rev ?? 0);
        if (globalOptions(command).json) printJson(saved);
        else print(`${saved.id} is ${held ? 'changed' : 'made'}`);
      }),
    );
  group
    .command('package')
    .description('write a dataset with its tables and images into a new folder')
    .argument('<id>')
    .argument('<out>', 'a folder that does not exist yet')
    .option('--release', 'as a full release: checked, with splits, statistics, provenance and card')
    .option('--licences <list>', 'which licences may be passed on (codes, or share, commercial, derivatives)')
    .action((id: string, out: string, options: { licences?: string; release?: boolean }, command: Command) =>
      withDatasets(command, async (datasets, workspace) => {
        const dataset = datasets.need(id);
        const ids = datasets.members(dataset, workspace.index);
        const licences = options.licences ?? workspace.config.licences.allow?.join(',');
        if (options.release) {
          const released = await releaseOf(workspace, dataset, ids, out, licences);
          noteExport(workspace.directory, 'release', out);
          if (released.leftOut['may-name-somebody']) process.exitCode = 1;
          if (globalOptions(command).json) return printJson(released);
          sayLeftOut(released);
          return print(
            `${released.version}: ${count(released.rows, 'row')} of ${count(released.patients, 'patient')} in ${out}`,
          );
        }
        const result = await packageDataset(workspace, dataset, ids, out, licencePolicy(licences).allows);
        noteExport(workspace.directory, 'export', out);
        if (result.refused.length > 0) process.exitCode = 1;
        if (globalOptions(command).json) return printJson(result);
        print(
          `${count(result.cases, 'case')}, ${count(result.images, 'image')} in ${out}; ${count(result.withheld, 'image')} withheld by licence`,
        );
        for (const { file, reason } of result.refused) say(`${file} is not in ${out}: ${reason}`);
      }),
    );
}
